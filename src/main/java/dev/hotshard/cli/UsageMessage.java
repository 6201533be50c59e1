package dev.hotshard.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line that explains what is wrong with a command line. */
final class UsageMessage {

    private UsageMessage() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return unmatched(unmatched) + (near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?");
        }
        return e.getMessage().lines().findFirst().orElse("");
    }

    /**
     * Misplaced words may be part of a secret, so the message repeats only a word in place of a command or an
     * option.
     */
    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return "Unknown option: '" + CommandLines.name(first) + "'";
        }
        return e.getCommandLine().getSubcommands().isEmpty()
                ? "more words than expected: a value with spaces needs quotes"
                : "unknown command '" + first + "'";
    }
}
