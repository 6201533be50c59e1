package dev.hotshard.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that gets all of its results or none: they are written under hidden names and renamed at the end. Closed
 * before that, it removes what was written, and the folders that were not there before.
 */
final class ResultFolder implements AutoCloseable {

    private static final String EVENTS = "events.ndjson";
    private static final String HOT_IDS = "hot-ids.ndjson";
    private static final String DEAD_LETTERS = "dead-letters.ndjson";
    private static final List<String> NAMES = List.of(EVENTS, HOT_IDS, DEAD_LETTERS);

    private final Path folder;
    /** Folders that were made, the innermost first. */
    private final List<Path> created;
    private volatile boolean published;

    private ResultFolder(Path folder, List<Path> created) {
        this.folder = folder;
        this.created = created;
    }

    /** @throws CommandException if the folder is not empty or cannot be made */
    static ResultFolder open(Path folder) {
        List<Path> created = missing(folder);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw notEmpty(folder, null);
                }
            }
            return new ResultFolder(folder, created).reserve();
        } catch (NotDirectoryException | FileAlreadyExistsException e) {
            throw new CommandException("not a folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandException("cannot make the output folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> missing(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), path -> path != null && !Files.exists(path), Path::getParent).toList();
    }

    /** Of two runs into one empty folder only one can make the files. */
    private ResultFolder reserve() throws IOException {
        try {
            for (String name : NAMES) {
                Files.createFile(partial(name));
            }
            return this;
        } catch (FileAlreadyExistsException e) {
            throw notEmpty(folder, e);
        }
    }

    private static CommandException notEmpty(Path folder, IOException cause) {
        return new CommandException("the output folder is not empty: " + folder, cause);
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
            for (Path made : created) {
                Files.deleteIfExists(made);
            }
        } catch (DirectoryNotEmptyException e) {
            // Somebody else keeps something there.
        } catch (IOException e) {
            System.err.println("hotshard: cannot remove unfinished results in " + folder + ": " + e.getMessage());
        }
    }
}
