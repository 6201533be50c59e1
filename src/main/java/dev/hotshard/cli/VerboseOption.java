package dev.hotshard.cli;

import picocli.CommandLine.Option;

/** The {@code --verbose} flag of every local command. {@link Main} looks for it before the first logger exists. */
final class VerboseOption {

    static final String NAME = "--verbose";

    @Option(names = NAME, description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;
}
