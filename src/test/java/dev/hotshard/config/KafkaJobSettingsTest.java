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
import org.junit.jupiter.params.provider.ValueSource;

class KafkaJobSettingsTest {

    private static final String SERVERS = "host:port[,host:port...] (--bootstrap)";
    private static final String TIMEOUT = "a duration such as 15 min, at least 1 s and at most 24 d";

    /** It never changes: a first start after an upgrade would begin from the earliest records. */
    private static final String NAME = "hotshard-0c3c1af203d2";

    private final Configuration conf = complete();

    /** The configuration of a job, with all options that it requires. */
    static Configuration complete() {
        Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
        conf.setString("hotshard.kafka.bootstrap-servers", "broker:9092");
        conf.setString("hotshard.kafka.input-topic", "in");
        conf.setString("hotshard.kafka.output-topic", "out");
        conf.setString("hotshard.kafka.hot-ids-topic", "hot");
        conf.setString("hotshard.kafka.dead-letters-topic", "dead");
        return conf;
    }

    @Test
    void shouldRequireOnlyBrokersAndTopics() {
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
    void shouldHaveAHintsTopicOnlyIfTheGateIsOn() {
        set("hotshard.kafka.hints-topic", "hints");
        assertThat(KafkaJobSettings.of(conf).kafka().topic(TopicRole.HINTS)).isEqualTo("hints");

        set("hotshard.gate", "false");
        assertThat(KafkaJobSettings.of(conf).kafka().topic(TopicRole.HINTS)).isNull();
    }

    @Test
    void shouldDeriveGroupAndTransactionalIdsFromTheTopics() {
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
    void shouldNotDeriveTransactionalIdsFromTheGroup() {
        set("hotshard.kafka.group-id", "ours");

        assertThat(KafkaJobSettings.of(conf).kafka().groupId()).isEqualTo("ours");
        assertThat(KafkaJobSettings.of(conf).kafka().clients().transactionalIdPrefix())
                .isEqualTo(NAME);
    }

    @Test
    void shouldTellTopicsApartWhoseNamesTogetherAreTheSame() {
        set("hotshard.kafka.input-topic", "i");
        set("hotshard.kafka.output-topic", "nout");

        assertThat(KafkaJobSettings.of(conf).kafka().groupId()).isNotEqualTo(NAME);
    }

    @Test
    void shouldReportEverythingMissingAtOnce() {
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
    void shouldAcceptHostsAndPortsAsBrokers(String servers) {
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
    void shouldReportABadValueWithItsKeyAndTheExpectation(String key, String value, String expectation) {
        set(key, value);

        assertRefused("%s is '%s': expected %s".formatted(key, value, expectation));
    }

    @Test
    void shouldReportBadValuesOfDetectorAndKafkaAtOnce() {
        set("hotshard.threshold", "0");
        set("hotshard.kafka.group-id", "");

        assertRefused("""
                hotshard.threshold is '0': expected a whole number, at least 1
                hotshard.kafka.group-id is '': expected the name of a consumer group""");
    }

    @Test
    void shouldRefuseATopicInTwoRoles() {
        set("hotshard.kafka.output-topic", "in");
        set("hotshard.kafka.dead-letters-topic", "hot");

        assertRefused("""
                hotshard.kafka.input-topic and hotshard.kafka.output-topic are both 'in': expected a topic for each
                hotshard.kafka.hot-ids-topic and hotshard.kafka.dead-letters-topic are both 'hot': expected a \
                topic for each""");
    }

    @Test
    void shouldPassPropertiesToTheClients() {
        set("hotshard.kafka.properties.linger.ms", "7");
        set("hotshard.kafka.properties.security.protocol", "SSL");

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties())
                .isEqualTo(Map.of("linger.ms", "7", "security.protocol", "SSL"));
    }

    @Test
    void shouldRefusePropertiesAsOneMap() {
        set("hotshard.kafka.properties", "ssl.key.password:swordfish");
        assertRefused("hotshard.kafka.properties is given as one map, in which Flink shows passwords: expected each "
                + "property by itself, as hotshard.kafka.properties.NAME");
    }

    @Test
    void shouldNotPrintPasswords() {
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
