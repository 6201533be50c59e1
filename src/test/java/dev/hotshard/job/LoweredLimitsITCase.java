package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaRestoreSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.generate.RestoreFilters;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.CommittedReader;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.LocalJob;
import dev.hotshard.testkit.kafka.RestoreTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator lowers the {@code max.message.bytes} of topics after the job has read it. */
class LoweredLimitsITCase {

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    @Test
    void shouldRestartOnceAndDeadLetterWhatIsNowTooLarge() throws Exception {
        JobTopics topics = broker.createJobTopics("job", 1);
        Map<String, String> options = new HashMap<>(topics.options(broker.bootstrapServers()));
        options.put("restart-strategy.type", "fixed-delay");
        options.put("restart-strategy.fixed-delay.attempts", "2");
        options.put("restart-strategy.fixed-delay.delay", "100 ms");
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics)) {
            LocalJob job = LocalJob.start(broker.folder().resolve("job"), options);
            send(topics.input(), event("before", 5_000), "x".repeat(5_000));
            outputs.awaitCount(2);

            lower(topics.output(), 2_000);
            send(topics.input(), event("large", 5_000), event("small", 500));
            outputs.awaitCount(4);
            lower(topics.deadLetters(), 3_000);
            send(topics.input(), "y".repeat(5_000), event("after", 500));
            outputs.awaitCount(6);
            job.stop();

            JobOutputs.TopicContents out = outputs.readToEnd();
            assertThat(out.events())
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactly("before", "small", "after");
            assertThat(out.deadLetters())
                    .extracting(LoweredLimitsITCase::reason)
                    .containsExactly("MALFORMED_JSON", "TOO_LARGE", "MALFORMED_JSON");
            assertThat(out.deadLetters())
                    .extracting(letter -> letter.value().length)
                    .first()
                    .isEqualTo(5_000);
            assertThat(out.deadLetters())
                    .extracting(letter -> letter.value().length)
                    .last()
                    .satisfies(length -> assertThat(length).isBetween(2_000, 3_000));
        }
    }

    @Test
    void shouldReadTheLimitsOfAllTopicsOfARestoreAgain() throws Exception {
        KafkaTopics topics = RestoreTopics.of("from", "to", "left", "unfit");
        for (String name : List.of("from", "to", "left", "unfit")) {
            broker.createTopic(name, 1, Map.of("max.message.bytes", name.equals("unfit") ? "1200000" : "1048588"));
        }
        send(
                "from",
                rewritten("r1", 500),
                rewritten("r2", 5_000),
                event("left", 500),
                event("large", 5_000),
                "z".repeat(5_000));
        Configuration conf = LocalCluster.configuration();
        conf.setString("hotshard.kafka.bootstrap-servers", broker.bootstrapServers());
        conf.setString("execution.checkpointing.interval", "200 ms");
        KafkaRestoreSettings restore = KafkaRestoreSettings.of(conf, topics.names());
        ClientSettings clients = restore.clients();
        Preflight.check(clients, topics, warning -> {});
        TopicInput input = new TopicInput(clients, TopicRange.upToNow(clients, "from"));
        RestoreSpec spec =
                new RestoreSpec(restore.settings().events().keySpec(), RestoreFilters.ALL, null, null, false);

        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, 1);
            new RestoreJob(spec, restore.settings().events().scatterMode(), null, 0, null)
                    .define(env, new RangeConnectors(input, clients, topics));
            lower("to", 2_000);
            lower("left", 2_000);
            lower("unfit", 3_000);
            cluster.result(cluster.submit(env, "restore"));
        }

        assertThat(read("to")).hasSize(1);
        assertThat(read("left")).hasSize(1);
        assertThat(read("unfit"))
                .extracting(LoweredLimitsITCase::reason)
                .containsExactly("TOO_LARGE", "TOO_LARGE", "MALFORMED_JSON");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        try (CommittedReader reader = broker.reader(topic)) {
            return reader.readToEnd();
        }
    }

    private static void lower(String topic, int maxMessageBytes) throws Exception {
        ConfigEntry entry = new ConfigEntry("max.message.bytes", Integer.toString(maxMessageBytes));
        try (Admin admin = broker.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void send(String topic, String... values) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of())) {
            List<Future<?>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
    }

    private static String event(String id, int length) {
        return padded(
                "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"%s\",\"time\":1618716477}}".formatted(id), length);
    }

    private static String rewritten(String id, int length) {
        return padded(
                ("{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                                + "\"mp_original_event_name\":\"e\","
                                + "\"mp_original_distinct_id\":\"%s\",\"time\":1618716477}}")
                        .formatted(id),
                length);
    }

    private static String padded(String value, int length) {
        return value + " ".repeat(length - value.length());
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader("hotshard-reason").value(), StandardCharsets.US_ASCII);
    }
}
