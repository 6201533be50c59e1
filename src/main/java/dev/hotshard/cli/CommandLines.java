package dev.hotshard.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Parses the command lines of all commands in the same way. A value attached to its option may be any text,
 * even text that looks like an option: {@code --distinct-id=-n5}, {@code --distinct-id=--}. As two words,
 * {@code --distinct-id --json} is an option that lacks its value.
 */
final class CommandLines {

    /** Marks the end of options for picocli. No argument can contain NUL, so no value is mistaken for it. */
    private static final String END_OF_OPTIONS = "\0";

    private CommandLines() {}

    static CommandLine of(Object command) {
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                // Otherwise picocli would take an input file named @a for a file of arguments.
                .setExpandAtFiles(false)
                .setAllowOptionsAsOptionParameters(true)
                .setEndOfOptionsDelimiter(END_OF_OPTIONS);
    }

    /**
     * Prepares arguments for {@link CommandLine#parseArgs} and {@link CommandLine#execute}.
     *
     * @throws ParameterException if an option lacks its value
     */
    static String[] words(CommandLine line, String... args) {
        String[] words = args.clone();
        CommandLine command = line;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--")) {
                words[i] = END_OF_OPTIONS;
                return words;
            }
            command = command.getSubcommands().getOrDefault(words[i], command);
            if (takesNext(command.getCommandSpec(), words[i])) {
                i++;
                if (i < words.length && isOption(command.getCommandSpec(), words[i])) {
                    throw new ParameterException(
                            command,
                            "Expected parameter for option '" + words[i - 1] + "' but found '" + name(words[i]) + "'");
                }
            }
        }
        return words;
    }

    private static boolean takesNext(CommandSpec spec, String word) {
        OptionSpec option = spec.optionsMap().get(word);
        return option != null && option.arity().min() > 0;
    }

    private static boolean isOption(CommandSpec spec, String word) {
        return word.equals("--") || spec.optionsMap().containsKey(name(word));
    }

    /** The name of an option without an attached value, which may be secret. */
    static String name(String word) {
        boolean property = word.startsWith("-D");
        int equals = word.indexOf('=');
        return property ? "-D" : equals < 0 ? word : word.substring(0, equals);
    }
}
