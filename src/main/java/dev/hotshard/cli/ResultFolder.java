package dev.hotshard.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that gets all of its results or none: they are written under hidden names and renamed at the end. Closed
 * before that, it removes what was written, and itself if it was not there before.
 */
final class ResultFolder implements AutoCloseable {

    private static final String EVENTS = "events.ndjson";
    private static final String HOT_IDS = "hot-ids.ndjson";
    private static final String DEAD_LETTERS = "dead-letters.ndjson";
    private static final List<String> NAMES = List.of(EVENTS, HOT_IDS, DEAD_LETTERS);

    private final Path folder;
    private final boolean created;
    private boolean published;

    private ResultFolder(Path folder, boolean created) {
        this.folder = folder;
        this.created = created;
    }

    /** @throws CommandException if the folder is not empty or cannot be made */
    static ResultFolder open(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                return new ResultFolder(folder, true);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new CommandException("the output folder is not empty: " + folder);
                }
            }
            return new ResultFolder(folder, false);
        } catch (NotDirectoryException | FileAlreadyExistsException e) {
            throw new CommandException("not a folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandException("cannot make the output folder " + folder + ": " + e.getMessage(), e);
        }
    }

    Path events() {
        return partial(EVENTS);
    }

    Path hotIds() {
        return partial(HOT_IDS);
    }

    Path deadLetters() {
        return partial(DEAD_LETTERS);
    }

    /** Gives the results, which are complete, their names. */
    void publish() throws IOException {
        for (String name : NAMES) {
            Files.move(partial(name), folder.resolve(name));
        }
        published = true;
    }

    private Path partial(String name) {
        return folder.resolve("." + name + ".partial");
    }

    @Override
    public void close() {
        if (published) {
            return;
        }
        try {
            for (String name : NAMES) {
                Files.deleteIfExists(partial(name));
                Files.deleteIfExists(folder.resolve(name));
            }
            if (created) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            System.err.println("hotshard: cannot remove unfinished results in " + folder + ": " + e.getMessage());
        }
    }
}
