package dev.hotshard.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The check that an output folder is empty. */
final class EmptyFolder {

    /** How many entries the message names. */
    private static final int MOST_NAMED = 5;

    private static final int MAX_NAME = 60;

    private EmptyFolder() {}

    /**
     * Checks that the folder is empty. The message names the entries, because the hidden files of a killed run
     * make a folder look empty.
     *
     * @throws CommandException if it is not
     */
    static void require(Path folder) throws IOException {
        List<String> found;
        try (Stream<Path> entries = Files.list(folder)) {
            found = entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
        if (!found.isEmpty()) {
            throw new CommandException("the output folder is not empty: %s holds %s%s; %s"
                    .formatted(
                            folder,
                            found.stream()
                                    .limit(MOST_NAMED)
                                    .map(EmptyFolder::shown)
                                    .collect(Collectors.joining(", ")),
                            found.size() > MOST_NAMED ? " and %,d more".formatted(found.size() - MOST_NAMED) : "",
                            found.stream().allMatch(EmptyFolder::isPartial)
                                    ? "a run that was killed, or is still active, left these: delete them once no "
                                            + "other run is active"
                                    : "empty it, or choose another"));
        }
    }

    private static String shown(String name) {
        return TerminalText.of(name, MAX_NAME, StandardCharsets.US_ASCII);
    }

    private static boolean isPartial(String name) {
        return name.startsWith(OutputFolder.PREFIX) && name.endsWith(OutputFolder.SUFFIX);
    }
}
