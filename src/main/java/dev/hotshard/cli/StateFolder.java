package dev.hotshard.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one local job: its checkpoints and savepoints. Held by one process at a time. All that lies
 * in it belongs to one line of runs, each resumed from the newest state before it, so checkpoint ids order
 * them, whatever the clocks say.
 */
final class StateFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    private static final long NONE = -1;
    private static final String METADATA = "_metadata";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String SAVEPOINTS = "savepoints";

    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws CommandException if the folder cannot be made, or another process holds it */
    static StateFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path absolute = folder.toRealPath();
            FileChannel channel =
                    FileChannel.open(absolute.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw new CommandException("another run uses the state folder " + folder);
            }
            return new StateFolder(absolute, channel);
        } catch (IOException e) {
            throw new CommandException("cannot use the state folder " + folder + ": " + e, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Where savepoints go. */
    String savepoints() {
        return folder.resolve(SAVEPOINTS).toUri().toString();
    }

    /** Has the job keep its state here. */
    void configure(Configuration conf) {
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve(CHECKPOINTS).toUri().toString());
        conf.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepoints());
    }

    /**
     * Has the job resume from the newest state here, and own it: it is deleted when newer state has
     * replaced it.
     *
     * @return that state's folder, or nothing if the job starts anew
     */
    Optional<Path> resumeFromNewest(Configuration conf) throws IOException {
        Optional<Path> newest = newest();
        newest.ifPresent(path -> {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
            conf.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return newest;
    }

    private Optional<Path> newest() throws IOException {
        List<Path> complete;
        try (Stream<Path> files = Files.find(folder, 4, (path, attributes) -> path.endsWith(METADATA))) {
            complete = files.map(Path::getParent).toList();
        }
        long newestId = NONE;
        Path newest = null;
        for (Path state : complete) {
            long id = checkpointId(state);
            if (id > newestId) {
                newestId = id;
                newest = state;
            }
        }
        return Optional.ofNullable(newest);
    }

    /** Whether the state is that of a clean stop. */
    boolean isSavepoint(Path state) {
        return state.startsWith(folder.resolve(SAVEPOINTS));
    }

    /** When the state was completed, by the file system's clock. */
    static Instant completedAt(Path state) throws IOException {
        return Files.getLastModifiedTime(state.resolve(METADATA)).toInstant();
    }

    /** The id of the newest complete checkpoint or savepoint here, or -1 if there is none. */
    long newestCheckpointId() throws IOException {
        return newest().map(StateFolder::checkpointId).orElse(NONE);
    }

    /** The checkpoint's id, or -1 for what a crash left incomplete. */
    static long checkpointId(Path state) {
        try {
            return metadata(state).getCheckpointId();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Not a complete checkpoint: {}", state, e);
            return NONE;
        }
    }

    /** What a checkpoint or savepoint says of itself. */
    static CheckpointMetadata metadata(Path state) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(state.resolve(METADATA)))) {
            return Checkpoints.loadCheckpointMetadata(in, StateFolder.class.getClassLoader(), state.toString());
        }
    }

    /** A file of the caller's own beside the state. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Whether there is state, complete or not. */
    boolean hasState() {
        return Files.exists(folder.resolve(CHECKPOINTS)) || Files.exists(folder.resolve(SAVEPOINTS));
    }

    /** Removes all state. */
    void clear() throws IOException {
        FileUtils.deleteDirectory(folder.resolve(CHECKPOINTS).toFile());
        FileUtils.deleteDirectory(folder.resolve(SAVEPOINTS).toFile());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
