package dev.hotshard.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the folders of single checkpoints and savepoints. */
final class CheckpointFolder {

    /** Less than any checkpoint's id. */
    static final long INCOMPLETE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final String METADATA = "_metadata";

    private CheckpointFolder() {}

    /** The newest complete checkpoint or savepoint in {@code folder}, by id. */
    static Optional<Path> newestIn(Path folder) throws IOException {
        List<Path> complete;
        try (Stream<Path> files = Files.find(folder, 4, (path, attributes) -> path.endsWith(METADATA))) {
            complete = files.map(Path::getParent).toList();
        }
        long newestId = INCOMPLETE;
        Path newest = null;
        for (Path state : complete) {
            long id = id(state);
            if (id > newestId) {
                newestId = id;
                newest = state;
            }
        }
        return Optional.ofNullable(newest);
    }

    /** When the state was completed, by the clock of the file system. */
    static Instant completedAt(Path state) throws IOException {
        return Files.getLastModifiedTime(state.resolve(METADATA)).toInstant();
    }

    /** The checkpoint's id, or {@link #INCOMPLETE} if a crash left the checkpoint incomplete. */
    static long id(Path state) {
        try {
            return metadata(state).getCheckpointId();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Not a complete checkpoint: {}", state, e);
            return INCOMPLETE;
        }
    }

    /** The metadata of a checkpoint or savepoint. */
    static CheckpointMetadata metadata(Path state) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(state.resolve(METADATA)))) {
            return Checkpoints.loadCheckpointMetadata(in, CheckpointFolder.class.getClassLoader(), state.toString());
        }
    }
}
