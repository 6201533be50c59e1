package dev.hotshard.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.util.FileUtils;

/**
 * The folder with the checkpoints and savepoints of one local job, locked by one process at a time. Each run
 * resumes from the newest state of the run before it, so checkpoint ids order all state in the folder,
 * regardless of clocks.
 */
final class StateFolder implements AutoCloseable {

    private static final String CHECKPOINTS = "checkpoints";
    private static final String SAVEPOINTS = "savepoints";

    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws CommandException if the folder cannot be created, or another process holds it */
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

    /** The URI of the folder for savepoints. */
    String savepoints() {
        return folder.resolve(SAVEPOINTS).toUri().toString();
    }

    /** Configures a job to keep its checkpoints and savepoints here. */
    void configure(Configuration conf) {
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve(CHECKPOINTS).toUri().toString());
        conf.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepoints());
    }

    /**
     * Configures a job to resume from the newest state here and to own it: Flink deletes it once newer state
     * replaces it.
     *
     * @return the folder of that state, or empty if there is none
     */
    Optional<Path> resumeFromNewest(Configuration conf) throws IOException {
        Optional<Path> newest = CheckpointFolder.newestIn(folder);
        newest.ifPresent(path -> {
            conf.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
            conf.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return newest;
    }

    /** Whether the state is a savepoint, which a clean stop leaves. */
    boolean isSavepoint(Path state) {
        return state.startsWith(folder.resolve(SAVEPOINTS));
    }

    /** The id of the newest complete checkpoint or savepoint here, or -1 if there is none. */
    long newestCheckpointId() throws IOException {
        return CheckpointFolder.newestIn(folder).map(CheckpointFolder::id).orElse(CheckpointFolder.INCOMPLETE);
    }

    /** The path of a file that the caller keeps beside the state. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Whether the folder holds state, complete or not. */
    boolean hasState() {
        return Files.exists(folder.resolve(CHECKPOINTS)) || Files.exists(folder.resolve(SAVEPOINTS));
    }

    /** Deletes all state. */
    void clear() throws IOException {
        FileUtils.deleteDirectory(folder.resolve(CHECKPOINTS).toFile());
        FileUtils.deleteDirectory(folder.resolve(SAVEPOINTS).toFile());
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
