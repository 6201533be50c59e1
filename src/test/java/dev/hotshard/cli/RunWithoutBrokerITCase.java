package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.cli.local.LoopbackPorts;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWithoutBrokerITCase {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    @Test
    void shouldFailInTimeWithOneLineIfNoBrokerAnswers() throws Exception {
        String nobody = "127.0.0.1:" + LoopbackPorts.free();
        long start = System.nanoTime();
        try (RunProcess silent = start("silent", nobody);
                RunProcess unknown = start("unknown", "no.such.host.invalid:9092")) {
            assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(unknown.stderr())
                    .isEqualTo("hotshard run: no Kafka broker answers at no.such.host.invalid:9092:"
                            + " no address is known for host no.such.host.invalid; check its spelling, "
                            + "and DNS on this machine\n");
            assertThat(silent.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(silent.stderr())
                    .isEqualTo("hotshard run: no Kafka broker answers at " + nobody + " within 15 s\n");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    private RunProcess start(String name, String bootstrap) throws IOException {
        return RunProcess.start(dir.resolve(name), JobTopics.of(name).arguments(bootstrap));
    }
}
