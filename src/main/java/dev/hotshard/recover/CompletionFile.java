package dev.hotshard.recover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Tells of a restore that has gone through all of its input, in a file beside its checkpoints: Flink
 * removes these when a job has ended, and whoever is killed right then must not take the empty folder for
 * one that was never begun.
 *
 * @param checkpointId the checkpoint that has all of it
 * @param report what was done
 */
public record CompletionFile(long checkpointId, RestoreReport report) {

    /** Writes the file in one step. */
    public static void write(Path file, long checkpointId, RestoreLedger tally) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(partial))) {
            out.writeLong(checkpointId);
            out.write(tally.toBytes());
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What {@link #write} has written, or nothing if it has not. */
    public static Optional<CompletionFile> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return Optional.of(new CompletionFile(
                    in.readLong(), RestoreLedger.of(in.readAllBytes()).report()));
        }
    }
}
