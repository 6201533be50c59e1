package dev.hotshard.cli;

/** What a command's exit code says. */
final class ExitCode {

    static final int OK = 0;
    /** The command was understood, but failed. */
    static final int FAILED = 1;
    /** The command was not understood: its words or their values are wrong. */
    static final int USAGE = 2;
    /** Interrupted, at once. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
