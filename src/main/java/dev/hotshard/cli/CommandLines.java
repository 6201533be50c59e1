package dev.hotshard.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The one way in which command lines are read: an option that takes text takes any, also one that looks
 * like an option, as in {@code --distinct-id=-n5} or {@code --distinct-id=--}. Two words,
 * {@code --distinct-id --json}, are an option without its value.
 */
final class CommandLines {

    /** What picocli takes for the end of options: no word can hold it, so no value is mistaken for it. */
    private static final String END_OF_OPTIONS = "\0";

    private CommandLines() {}

    static CommandLine of(Object command) {
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                // A file may be named @a; picocli would read arguments from a file a.
                .setExpandAtFiles(false)
                .setAllowOptionsAsOptionParameters(true)
                .setEndOfOptionsDelimiter(END_OF_OPTIONS);
    }

    /**
     * The words for {@link CommandLine#parseArgs} and {@link CommandLine#execute}.
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

    /** An option's name without the value that is attached to it: a value may be secret. */
    static String name(String word) {
        boolean property = word.startsWith("-D");
        int equals = word.indexOf('=');
        return property ? "-D" : equals < 0 ? word : word.substring(0, equals);
    }
}
