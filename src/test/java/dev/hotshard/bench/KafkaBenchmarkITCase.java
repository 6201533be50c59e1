package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotshard.cli.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves each variant and times one of them on a real broker, with few events. */
class KafkaBenchmarkITCase {

    private static final int EVENTS = 400_000;

    @TempDir
    private Path folder;

    private static RowProcess process;
    private static KafkaStage stage;

    @BeforeAll
    static void startBroker() throws Exception {
        process = new RowProcess(Duration.ZERO, Duration.ofSeconds(2));
        stage = new KafkaStage(process, true, true, 5);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        stage.close();
        process.close();
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void shouldProveTheOutputOfEachVariant(Variant variant) throws Exception {
        stage.prove(row(variant));
    }

    @Test
    void shouldTimeARowInItsOwnProcess() throws Exception {
        stage.prepare(row(Variant.GATE_ON));
        Measurement measured = stage.measure(row(Variant.GATE_ON));

        assertThat(measured.eventsPerSecond()).isPositive();
        assertThat(measured.cpuMicrosPerEvent()).isPositive();
        assertThat(measured.brokerCpuMicrosPerEvent()).isPositive();
        assertThat(measured.busiestOverMean()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldFillABacklogWithinThePlannedDisk() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            broker.createTopic("backlog", 4, Map.of());
            Backlog backlog = new Backlog(broker.bootstrapServers(), KafkaRun.producers(5));

            backlog.fill("backlog", 4, Keys.UNIFORM_1M, 0, EVENTS, false);

            long bytes = admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values().stream()
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals("backlog"))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
            assertThat(bytes / (double) EVENTS)
                    .isBetween(DiskPlan.BYTES_PER_EVENT / 2.0, (double) DiskPlan.BYTES_PER_EVENT);
            assertThat(backlog.mostUnderway()).isBetween(1, Backlog.MAX_UNDERWAY);
        }
    }

    /** A plain producer with these timeouts would fail with "Expiring records". */
    @Test
    void shouldFillABacklogDespiteAPausedBroker() throws Exception {
        Map<String, String> hasty = Map.of("request.timeout.ms", "300", "delivery.timeout.ms", "600", "linger.ms", "5");
        try (LocalBroker broker = LocalBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            broker.createTopic("backlog", 1, Map.of());
            CompletableFuture<Void> filled =
                    CompletableFuture.runAsync(() -> new Backlog(broker.bootstrapServers(), hasty)
                            .fill("backlog", 1, Keys.UNIFORM_1M, 0, EVENTS, false));
            await().until(() -> written(admin) > 0);
            signal(broker, "STOP");
            try {
                assertThat(filled).as("when the broker is paused").isNotDone();
                await().pollDelay(Duration.ofMillis(1500)).until(() -> !filled.isDone());
            } finally {
                signal(broker, "CONT");
            }

            filled.get(1, TimeUnit.MINUTES);
            assertThat(written(admin)).isEqualTo(EVENTS);
        }
    }

    private static long written(Admin admin) throws Exception {
        TopicPartition partition = new TopicPartition("backlog", 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void signal(LocalBroker broker, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static BenchRow row(Variant variant) {
        return new BenchRow(variant, Keys.HOT_90, 2, BackendKind.HEAP);
    }
}
