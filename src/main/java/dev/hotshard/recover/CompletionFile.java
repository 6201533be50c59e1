package dev.hotshard.recover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that records the completion of a restore, kept beside its checkpoints.
 *
 * <p>Flink deletes the checkpoints of a job that has ended. Without this file, a process killed at that moment
 * would leave an empty folder, which looks like that of a restore that never began.
 *
 * @param checkpointId the checkpoint that covers all of the input
 * @param report what the restore did
 */
public record CompletionFile(long checkpointId, RestoreReport report) {

    /** Writes the file atomically, replacing an existing one. */
    public static void write(Path file, long checkpointId, RestoreLedger ledger) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(partial))) {
            out.writeLong(checkpointId);
            out.write(ledger.toBytes());
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads a file that {@link #write} wrote; empty if there is none. */
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
