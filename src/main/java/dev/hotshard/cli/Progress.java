package dev.hotshard.cli;

/** A progress line on standard error that overwrites itself; silent if standard error is not a terminal. */
final class Progress {

    /** Set by the launcher, because only the shell knows. */
    private static final boolean TERMINAL = Boolean.getBoolean("hotshard.terminal");

    private int shown;
    private boolean waited;

    void show(String line) {
        if (TERMINAL) {
            System.err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
            System.err.flush();
            shown = line.length();
        }
    }

    /**
     * Shows a line of a wait that may be long. If standard error is not a terminal, prints only the first
     * line.
     */
    void showWait(String line) {
        if (TERMINAL) {
            show(line);
        } else if (!waited) {
            waited = true;
            System.err.println(line);
        }
    }

    void clear() {
        if (TERMINAL && shown > 0) {
            System.err.print("\r" + " ".repeat(shown) + "\r");
            System.err.flush();
            shown = 0;
        }
    }
}
