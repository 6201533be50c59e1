package dev.hotshard.cli;

import dev.hotshard.cli.local.CleanupRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that gets all of its results or none: they are written under hidden names and renamed at the
 * end. Closed before that, it removes what was written, and the folders that were not there before.
 */
final class OutputFolder implements AutoCloseable {

    private static final String PREFIX = ".";
    private static final String SUFFIX = ".partial";
    private static final String BATCH = "batch-";
    /** Of what is in the way. */
    private static final int MOST_NAMED = 5;

    private static final int MAX_NAME = 60;

    private final Path folder;
    private final List<String> names;
    /** Folders that were made, the innermost first. */
    private final List<Path> created;
    /** Those that were about to get their names. */
    private List<String> batches = List.of();

    private boolean published;

    private OutputFolder(Path folder, List<String> names, List<Path> created) {
        this.folder = folder;
        this.names = names;
        this.created = created;
    }

    /**
     * Makes the folder.
     *
     * @param names of the results, all of which will be there
     * @throws CommandException if the folder is not empty or cannot be made
     */
    static OutputFolder open(Path folder, String... names) throws Exception {
        return CleanupRegistry.create(() -> make(folder, List.of(names)), OutputFolder::removeUnfinished);
    }

    private static OutputFolder make(Path folder, List<String> names) {
        List<Path> created = missing(folder);
        try {
            Files.createDirectories(folder);
            requireEmpty(folder);
            return new OutputFolder(folder, names, created).reserve();
        } catch (NotDirectoryException | FileAlreadyExistsException e) {
            throw new CommandException("not a folder: " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandException("cannot make the output folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> missing(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), path -> path != null && !Files.exists(path), Path::getParent)
                .toList();
    }

    /** Of two runs into one empty folder only one can make the files. */
    private OutputFolder reserve() throws IOException {
        try {
            for (String name : names) {
                Files.createFile(partial(name));
            }
            return this;
        } catch (FileAlreadyExistsException e) {
            requireEmpty(folder);
            throw e;
        }
    }

    /** A folder that looks empty may hold what a killed run left, so the message names it. */
    private static void requireEmpty(Path folder) throws IOException {
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
                                    .map(OutputFolder::shown)
                                    .collect(Collectors.joining(", ")),
                            found.size() > MOST_NAMED ? " and %,d more".formatted(found.size() - MOST_NAMED) : "",
                            found.stream().allMatch(OutputFolder::isPartial)
                                    ? "a run that still goes on, or was killed, made these: once no other run "
                                            + "is at work, delete them"
                                    : "empty it, or choose another"));
        }
    }

    private static String shown(String name) {
        return TerminalText.of(name, MAX_NAME, StandardCharsets.US_ASCII);
    }

    private static boolean isPartial(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Where a result is written until all are complete. */
    Path partial(String name) {
        return folder.resolve(PREFIX + name + SUFFIX);
    }

    /**
     * The same of results whose number is not known before: a path with a place for it, as
     * {@link String#format} has it.
     */
    String partialBatches() {
        return Path.of(folder.toString().replace("%", "%%"), PREFIX + BATCH + "%05d.json" + SUFFIX)
                .toString();
    }

    /** Gives the results, which are complete, their names. */
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

    /** Names of the batches that were written so far. */
    private List<String> writtenBatches() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(PREFIX + BATCH) && isPartial(file))
                    .map(file -> file.substring(PREFIX.length(), file.length() - SUFFIX.length()))
                    .toList();
        }
    }

    @Override
    public void close() {
        removeUnfinished();
        CleanupRegistry.forget(this);
    }

    /** Waits for {@link #publish}, so that an interrupt leaves all results or none. */
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
            // Somebody else keeps something there.
        } catch (IOException e) {
            System.err.println("hotshard: cannot remove unfinished results in " + folder + ": " + e.getMessage());
        }
    }
}
