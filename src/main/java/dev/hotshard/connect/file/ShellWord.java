package dev.hotshard.connect.file;

/** Quotes names in commands that a user may paste into a shell. */
final class ShellWord {

    private ShellWord() {}

    /** A word that a POSIX shell reads as {@code text}, quoted if necessary. */
    static String of(String text) {
        return text.matches("[\\w./+:@%,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
