package dev.hotshard.connect.file;

/** Names in commands that a person may copy into a shell. */
final class ShellWord {

    private ShellWord() {}

    /** One word to a POSIX shell that means {@code text}, quoted where it must be. */
    static String of(String text) {
        return text.matches("[\\w./+:@%,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
