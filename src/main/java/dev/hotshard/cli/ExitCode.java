package dev.hotshard.cli;

/** The exit codes of commands. */
final class ExitCode {

    static final int OK = 0;
    /** The command line was valid, but the command failed. */
    static final int FAILED = 1;
    /** The command line or an option value is invalid. */
    static final int USAGE = 2;
    /** Ended by a signal. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
