package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaJobSettingsTest {

    private static final String SERVERS = "host:port[,host:port...] (--bootstrap)";
    private static final String TIMEOUT = "a duration such as 15 min, at least 1 s and at most 24 d";

    /** It never changes: a first start after an upgrade would begin from the earliest records. */
    private static final String NAME = "hotshard-0c3c1af203d2";

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");

    KafkaJobSettingsTest() {
        set("hotshard.kafka.bootstrap-servers", "broker:9092");
        set("hotshard.kafka.input-topic", "in");
        set("hotshard.kafka.output-topic", "out");
        set("hotshard.kafka.hot-ids-topic", "hot");
        set("hotshard.kafka.dead-letters-topic", "dead");
    }

    @Test
    void brokersAndTopicsAreEnough() {
        assertThat(KafkaJobSettings.of(conf).kafka())
                .isEqualTo(new KafkaSettings(
                        new ClientSettings("broker:9092", NAME, Duration.ofMinutes(15), Map.of()),
                        new KafkaTopics(
                                Map.of(
                                        TopicRole.INPUT,
                                        "in",
                                        TopicRole.OUTPUT,
                                        "out",
                                        TopicRole.HOT_IDS,
                                        "hot",
                                        TopicRole.HINTS,
                                        "hot-hints",
                                        TopicRole.DEAD_LETTERS,
                                        "dead"),
                                false),
                        NAME,
                        false,
                        false));
    }

    @Test
    void hintsHaveATopicOfTheirOwnUnlessThereIsNoGate() {
        set("hotshard.kafka.hints-topic", "hints");
        assertThat(KafkaJobSettings.of(conf).kafka().topic(TopicRole.HINTS)).isEqualTo("hints");

        set("hotshard.gate", "false");
        assertThat(KafkaJobSettings.of(conf).kafka().topic(TopicRole.HINTS)).isNull();
    }

    @Test
    void groupAndTransactionalIdsAreTheJobsOwnUnlessToldOtherwise() {
        for (String topic : List.of("input", "output", "hot-ids", "dead-letters")) {
            Configuration other = new Configuration(conf);
            other.setString("hotshard.kafka." + topic + "-topic", "another");
            assertThat(KafkaJobSettings.of(other).kafka().groupId())
                    .as(topic)
                    .matches("hotshard-[0-9a-f]{12}")
                    .isNotEqualTo(NAME);
            assertThat(KafkaJobSettings.of(other).kafka().clients().transactionalIdPrefix())
                    .isEqualTo(KafkaJobSettings.of(other).kafka().groupId());
        }
        set("hotshard.kafka.transactional-id-prefix", "ours");
        assertThat(KafkaJobSettings.of(conf).kafka().clients().transactionalIdPrefix())
                .isEqualTo("ours");
        assertThat(KafkaJobSettings.of(conf).kafka().groupId()).isEqualTo(NAME);
    }

    @Test
    void jobsThatShareAGroupDoNotShareTransactionalIds() {
        set("hotshard.kafka.group-id", "ours");

        assertThat(KafkaJobSettings.of(conf).kafka().groupId()).isEqualTo("ours");
        assertThat(KafkaJobSettings.of(conf).kafka().clients().transactionalIdPrefix())
                .isEqualTo(NAME);
    }

    @Test
    void namesOfTopicsDoNotRunTogether() {
        set("hotshard.kafka.input-topic", "i");
        set("hotshard.kafka.output-topic", "nout");

        assertThat(KafkaJobSettings.of(conf).kafka().groupId()).isNotEqualTo(NAME);
    }

    @Test
    void everythingMissingIsToldAtOnce() {
        assertThatThrownBy(() -> KafkaJobSettings.of(new Configuration())).hasMessage("""
                hotshard.kafka.bootstrap-servers is missing: expected %s
                hotshard.kafka.input-topic is missing: expected the name of a topic (--input)
                hotshard.kafka.output-topic is missing: expected the name of a topic (--output)
                hotshard.kafka.hot-ids-topic is missing: expected the name of a topic (--hot-ids)
                hotshard.kafka.dead-letters-topic is missing: expected the name of a topic (--dead-letters)
                execution.checkpointing.interval is missing: expected a duration such as 10 s, at least 10 ms; \
                without checkpoints nothing is ever committed""".formatted(SERVERS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "a:1,b-2.example:65535",
                "10.0.0.1:9092",
                "[::1]:9092,[fe80::1%eth0]:9093,c:9094"
            })
    void brokersAreHostsAndPorts(String servers) {
        set("hotshard.kafka.bootstrap-servers", servers);

        assertThat(KafkaJobSettings.of(conf).kafka().clients().bootstrapServers())
                .isEqualTo(servers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hotshard.kafka.bootstrap-servers | localhost | " + SERVERS,
                "hotshard.kafka.bootstrap-servers | localhost:0 | " + SERVERS,
                "hotshard.kafka.bootstrap-servers | localhost:65536 | " + SERVERS,
                "hotshard.kafka.bootstrap-servers | a:1, b:2 | " + SERVERS,
                "hotshard.kafka.bootstrap-servers | a:1, | " + SERVERS,
                "hotshard.kafka.bootstrap-servers | [::1]:1[::1]:2 | " + SERVERS,
                "hotshard.kafka.input-topic | a b | the name of a topic (--input)",
                "hotshard.kafka.output-topic | .. | the name of a topic (--output)",
                "hotshard.kafka.hot-ids-topic | '' | the name of a topic (--hot-ids)",
                "hotshard.kafka.dead-letters-topic | é | the name of a topic (--dead-letters)",
                "hotshard.kafka.group-id | ' ' | the name of a consumer group",
                "hotshard.kafka.transaction-timeout | 15 | " + TIMEOUT,
                "hotshard.kafka.transaction-timeout | 25 d | " + TIMEOUT,
                "hotshard.kafka.transaction-timeout | 999999999999999 h | " + TIMEOUT,
                "hotshard.kafka.create-topics | maybe | true or false",
                "execution.checkpointing.interval | often | "
                        + "a duration such as 10 s, at least 10 ms; without checkpoints nothing is ever committed",
                "execution.checkpointing.interval | 0 s | "
                        + "a duration such as 10 s, at least 10 ms; without checkpoints nothing is ever committed",
                "execution.checkpointing.timeout | never | a duration such as 10 min, at least 10 ms"
            })
    void badValueIsNamedWithItsKeyAndWhatIsExpected(String key, String value, String expectation) {
        set(key, value);

        assertRefused("%s is '%s': expected %s".formatted(key, value, expectation));
    }

    @Test
    void badValuesOfDetectorAndEndsAreToldAtOnce() {
        set("hotshard.threshold", "0");
        set("hotshard.kafka.group-id", "");

        assertRefused("""
                hotshard.threshold is '0': expected a whole number, at least 1
                hotshard.kafka.group-id is '': expected the name of a consumer group""");
    }

    @Test
    void topicHasOneRole() {
        set("hotshard.kafka.output-topic", "in");
        set("hotshard.kafka.dead-letters-topic", "hot");

        assertRefused("""
                hotshard.kafka.input-topic and hotshard.kafka.output-topic are both 'in': expected a topic for each
                hotshard.kafka.hot-ids-topic and hotshard.kafka.dead-letters-topic are both 'hot': expected a \
                topic for each""");
    }

    @Test
    void propertiesGoThroughToTheClients() {
        set("hotshard.kafka.properties.linger.ms", "7");
        set("hotshard.kafka.properties.security.protocol", "SSL");

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties())
                .isEqualTo(Map.of("linger.ms", "7", "security.protocol", "SSL"));
    }

    @ParameterizedTest
    @MethodSource("dev.hotshard.config.KafkaJobSettingsTest#reserved")
    void propertiesThatExactlyOnceRestsOnAreRefused(String name) {
        set("hotshard.kafka.properties." + name, "1");

        assertRefused("hotshard.kafka.properties." + name + " cannot be set: the job sets it from its own options");
    }

    static Iterable<String> reserved() {
        return ClientSettings.RESERVED_PROPERTIES;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max.request.size | huge | Invalid value huge for configuration max.request.size: Not a number "
                        + "of type INT",
                "max.in.flight.requests.per.connection | 6 | "
                        + "To use the idempotent producer, max.in.flight.requests.per.connection must be set to "
                        + "at most 5. Current value is 6.",
                "retries | 0 | Must set retries to non-zero when using the idempotent producer.",
                "delivery.timeout.ms | 30099 | delivery.timeout.ms must be at least linger.ms + "
                        + "request.timeout.ms, 30100",
                "max.poll.records | 0 | Invalid value 0 for configuration max.poll.records: Value must be at least 1"
            })
    void propertiesThatTheClientsRefuseAreRefusedBeforeTheyCouldStopATask(String name, String value, String why) {
        set("hotshard.kafka.properties." + name, value);

        assertRefused("hotshard.kafka.properties: " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partitioner.class | org.apache.kafka.clients.producer.RoundRobinPartitioner | cannot be set: "
                        + "the partition of a key decides the shard of an id",
                "partitioner.ignore.keys | true | cannot be set: the partition of a key decides the shard of an id",
                "interceptor.classes | a.Tracer | cannot be set: an interceptor could change events",
                "allow.auto.create.topics | true | cannot be set: a topic that was deleted must not come back empty",
                "transaction.two.phase.commit.enable | true | cannot be set: transactions end with "
                        + "hotshard.kafka.transaction-timeout",
                "bootstrap.controllers | broker:9093 | cannot be set: the job needs brokers, not controllers",
                "producer.transactional.id | mine | is not a property of any client: leave the prefix "
                        + "out; all clients get the property",
                "consumer.isolation.level | read_committed | is not a property of any client: leave the "
                        + "prefix out; all clients get the property",
                "isolation.level | read_uncommitted | is read_uncommitted: events of aborted transactions "
                        + "would be counted and written; remove it",
                "partition.discovery.interval.ms | -1 | "
                        + "is -1: partitions that are added to the input would never be read; set a positive number",
                "sasl.jaas.config | a.Module required password=swordfish | "
                        + "is not a JAAS entry: expected MODULE required NAME=\"VALUE\" ...; with one module, "
                        + "values in quotes and a semicolon at the end",
            })
    void propertiesThatBreakPromisesAreRefusedWithTheReason(String name, String value, String why) {
        set("hotshard.kafka.properties." + name, value);

        assertRefused("hotshard.kafka.properties." + name + " " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partitioner.adaptive.partitioning.enable | false",
                "partitioner.availability.timeout.ms | 100",
                "isolation.level | read_committed",
                "max.in.flight.requests.per.connection | 5",
                "retries | 1",
                "delivery.timeout.ms | 3600000",
                "partition.discovery.interval.ms | 1000",
                "compression.type | zstd",
                "metadata.max.age.ms | 1000",
                "client.rack | a",
                "commit.offsets.on.checkpoint | false",
            })
    void propertiesThatChangeNoResultAreAccepted(String name, String value) {
        set("hotshard.kafka.properties." + name, value);

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties()).isEqualTo(Map.of(name, value));
    }

    @Test
    void propertiesAreNotJudgedWhereTheirValuesAreFetched() {
        set("hotshard.kafka.properties.config.providers", "file");
        set("hotshard.kafka.properties.max.request.size", "${file:/run/secrets/kafka:size}");

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties()).hasSize(2);
    }

    @Test
    void privateKeyInClearIsRefused() {
        set("hotshard.kafka.properties.ssl.keystore.key", "swordfish");
        assertThatThrownBy(() -> KafkaJobSettings.of(conf))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining(
                        "hotshard.kafka.properties.ssl.keystore.key is a private key in clear text, which Flink shows")
                .hasMessageNotContaining("swordfish");

        set("hotshard.kafka.properties.ssl.keystore.key", "${file:/run/secrets/kafka:key}");
        set("hotshard.kafka.properties.config.providers", "file");
        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties()).hasSize(2);
    }

    @Test
    void propertiesAsOneMapAreRefused() {
        set("hotshard.kafka.properties", "ssl.key.password:swordfish");
        assertRefused("hotshard.kafka.properties is given as one map, in which Flink shows passwords: expected each "
                + "property by itself, as hotshard.kafka.properties.NAME");
    }

    @Test
    void passwordsAreNotPrinted() {
        set("hotshard.kafka.properties.sasl.jaas.config", "a.Module required password=\"swordfish\";");

        assertThat(KafkaJobSettings.of(conf).toString()).doesNotContain("swordfish");
    }

    private void set(String key, String value) {
        conf.setString(key, value);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> KafkaJobSettings.of(conf))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage(message);
    }
}
