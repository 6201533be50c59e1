package dev.hotshard.cli;

import dev.hotshard.cli.local.CleanupRegistry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that receives all results or none. Results are written under hidden names and renamed by
 * {@link #publish}. If closed before that, it deletes them and the folders that it created.
 */
final class OutputFolder implements AutoCloseable {

    static final String PREFIX = ".";
    static final String SUFFIX = ".partial";
    private static final String BATCH = "batch-";

    private final Path folder;
    private final List<String> names;
    /** Folders that this run created, the innermost first. */
    private final List<Path> created;
    /** Names of the batches being published. */
    private List<String> batches = List.of();

    private boolean published;

    private OutputFolder(Path folder, List<String> names, List<Path> created) {
        this.folder = folder;
        this.names = names;
        this.created = created;
    }

    /**
     * Creates the folder.
     *
     * @param names the names of the results, all of which are published
     * @throws CommandException if the folder is not empty or cannot be created
     */
    static OutputFolder open(Path folder, String... names) throws Exception {
        return CleanupRegistry.create(() -> make(folder, List.of(names)), OutputFolder::removeUnfinished);
    }

    private static OutputFolder make(Path folder, List<String> names) {
        List<Path> created = missing(folder);
        try {
            Files.createDirectories(folder);
            EmptyFolder.require(folder);
            return new OutputFolder(folder, names, created).reserve();
        } catch (NotDirectoryException | FileAlreadyExistsException e) {
            throw new CommandException("not a folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandException("cannot create the output folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> missing(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), path -> path != null && !Files.exists(path), Path::getParent)
                .toList();
    }

    /** Creates the files, so that only one of two concurrent runs gets the folder. */
    private OutputFolder reserve() throws IOException {
        try {
            for (String name : names) {
                Files.createFile(partial(name));
            }
            return this;
        } catch (FileAlreadyExistsException e) {
            EmptyFolder.require(folder);
            throw e;
        }
    }

    /** The path to write a result to until all results are complete. */
    Path partial(String name) {
        return folder.resolve(PREFIX + name + SUFFIX);
    }

    /**
     * The same for batches, whose number is not known in advance: a path with a {@link String#format}
     * placeholder for the number.
     */
    String partialBatches() {
        return Path.of(folder.toString().replace("%", "%%"), PREFIX + BATCH + "%05d.json" + SUFFIX)
                .toString();
    }

    /** Gives the complete results their final names. */
    synchronized void publish() throws IOException {
        for (String name : names) {
            Files.move(partial(name), folder.resolve(name));
        }
        batches = writtenBatches();
        for (String batch : batches) {
            Files.move(partial(batch), folder.resolve(batch));
        }
        published = true;
    }

    /** The names of the batches written so far. */
    private List<String> writtenBatches() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(PREFIX + BATCH) && file.endsWith(SUFFIX))
                    .map(file -> file.substring(PREFIX.length(), file.length() - SUFFIX.length()))
                    .toList();
        }
    }

    @Override
    public void close() {
        removeUnfinished();
        CleanupRegistry.forget(this);
    }

    /** Synchronized with {@link #publish}, so that a signal leaves all results or none. */
    private synchronized void removeUnfinished() {
        if (published) {
            return;
        }
        try {
            for (String name : names) {
                Files.deleteIfExists(partial(name));
                Files.deleteIfExists(folder.resolve(name));
            }
            for (String batch : writtenBatches()) {
                Files.deleteIfExists(partial(batch));
            }
            for (String batch : batches) {
                Files.deleteIfExists(folder.resolve(batch));
            }
            for (Path made : created) {
                Files.deleteIfExists(made);
            }
        } catch (DirectoryNotEmptyException e) {
            // Another process has put files there.
        } catch (IOException e) {
            System.err.println("hotshard: cannot remove unfinished results in " + folder + ": " + e.getMessage());
        }
    }
}
