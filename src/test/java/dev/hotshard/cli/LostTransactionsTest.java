package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Covers the case that no broker knows; {@code ResumeChecksITCase} covers the rest. */
class LostTransactionsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldSuspectLossAfterTheTransactionTimeout() throws Exception {
        Path checkpoint = state("checkpoints/job/chk-1");

        assertThat(LostTransactions.byAge(checkpoint, Duration.ofDays(36_500))).isEmpty();
        assertThat(LostTransactions.byAge(checkpoint, Duration.ofMinutes(15)).orElseThrow())
                .startsWith("the job was killed at 2026-01-01T00:00:00Z, "
                        + "longer ago than hotshard.kafka.transaction-timeout (900 s)");
    }

    @Test
    void shouldNotSuspectLossAfterACleanStop() throws Exception {
        Path savepoint = state("savepoints/savepoint-1");
        try (StateFolder state = StateFolder.open(folder)) {
            assertThat(LostTransactions.find(state, savepoint.toRealPath(), null, null, null))
                    .as("nobody is asked")
                    .isEmpty();
        }
    }

    private Path state(String name) throws Exception {
        Path state = Files.createDirectories(folder.resolve(name));
        Files.setLastModifiedTime(
                Files.createFile(state.resolve("_metadata")), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        return state;
    }
}
