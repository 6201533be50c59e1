package dev.hotshard.cli;

/** One line on standard error that is written over again; nothing where standard error is no terminal. */
final class Progress {

    /** Set by the launcher: only the shell can tell. */
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
     * Shows a line of a wait that may be long: where standard error is no terminal, it prints the first
     * one.
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
