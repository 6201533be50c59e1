package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.Options;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import dev.hotshard.testkit.kafka.WritePermission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreflightITCase {
    private static final Map<String, String> DEFAULTS = Map.of();
    private static final Map<String, String> DEAD_LETTERS = Map.of("max.message.bytes", "1049612");

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(WritePermission.BROKER);

    private final List<String> warnings = new ArrayList<>();

    @Test
    void shouldNameEveryMissingTopic() throws IOException {
        broker.createTopic("some-in", 1, DEFAULTS);

        assertProblems(
                settings("some"),
                "topic some-out does not exist: create it, or pass --create-topics",
                "topic some-hot-ids does not exist: create it, or pass --create-topics",
                "topic some-dead-letters does not exist: create it, or pass --create-topics");
        assertThat(warnings)
                .containsExactly(
                        "hints of hot ids may not get through topic some-hot-ids-hints, which makes the job slower: "
                                + "topic some-hot-ids-hints does not exist: create it, or pass --create-topics");
    }

    @Test
    void shouldCreateMissingTopicsThatSuitTheInput() throws IOException {
        broker.createTopic("made-in", 3, Map.of("max.message.bytes", "2000000"));
        KafkaSettings settings = creating("made");

        check(settings);

        try (Brokers brokers = Brokers.connect(settings.clients())) {
            assertThat(brokers.topics().settings("made-out").maxMessageBytes()).isEqualTo(2_000_000);
            assertThat(brokers.topics().settings("made-dead-letters").maxMessageBytes())
                    .isEqualTo(2_065_536);
            Map<String, Integer> partitions = new HashMap<>();
            brokers.topics()
                    .describe(List.of("made-in", "made-out", "made-hot-ids", "made-hot-ids-hints", "made-dead-letters"))
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            assertThat(partitions)
                    .isEqualTo(Map.of(
                            "made-in",
                            3,
                            "made-out",
                            3,
                            "made-hot-ids",
                            1,
                            "made-hot-ids-hints",
                            1,
                            "made-dead-letters",
                            1));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldCreateAllTopicsIfNoneExists() {
        check(creating("all"));
        check(settings("all"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldRefuseTransactionsThatTheBrokerWouldRefuse() throws IOException {
        create("slow", DEFAULTS, DEFAULTS, DEFAULTS, DEAD_LETTERS);

        assertProblems(
                settings("slow", Map.of(Options.TRANSACTION_TIMEOUT.key(), "16 min")),
                "the brokers allow transactions of up to 900 s and hotshard.kafka.transaction-timeout is 960 s:"
                        + " lower it, or raise the brokers' transaction.max.timeout.ms");
    }

    @Test
    void shouldTellAllThatIsWrongWithTopicsAtOnce() throws IOException {
        create(
                "wrong",
                DEFAULTS,
                Map.of("cleanup.policy", "delete,compact", "message.timestamp.after.max.ms", "60000"),
                Map.of("cleanup.policy", "compact"),
                Map.of(
                        "max.message.bytes",
                        "1049611",
                        "cleanup.policy",
                        "compact",
                        "message.timestamp.before.max.ms",
                        "1000"));

        assertProblems(
                settings("wrong"),
                "topic wrong-out rejects records more than 60000 ms ahead: "
                        + remedy("wrong-out", "message.timestamp.after.max.ms=120000"),
                "topic wrong-dead-letters rejects records older than 1000 ms: "
                        + remedy("wrong-dead-letters", "message.timestamp.before.max.ms=9223372036854775807"),
                "topic wrong-out is compacted, which would remove all but the last record of each id: "
                        + remedy("wrong-out", "cleanup.policy=delete"),
                "topic wrong-hot-ids is compacted, which would remove all but the last record of each id: "
                        + remedy("wrong-hot-ids", "cleanup.policy=delete"),
                "topic wrong-dead-letters is compacted, which would remove all but the last record of each id: "
                        + remedy("wrong-dead-letters", "cleanup.policy=delete"),
                "topic wrong-dead-letters accepts records of up to 1049611 bytes, which is too small for dead "
                        + "letters from wrong-in: "
                        + remedy("wrong-dead-letters", "max.message.bytes=1049612"));
    }

    @Test
    void shouldAcceptLimitsOfTimestampsThatTheBrokerSets() throws IOException {
        create(
                "append",
                DEFAULTS,
                Map.of("message.timestamp.type", "LogAppendTime", "message.timestamp.before.max.ms", "1000"),
                DEFAULTS,
                DEAD_LETTERS);

        check(settings("append"));

        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnOfAnOutputThatTakesLessThanTheInput() throws IOException {
        create("narrow", DEFAULTS, Map.of("max.message.bytes", "1000"), DEFAULTS, DEAD_LETTERS);

        check(settings("narrow"));

        assertThat(warnings)
                .containsExactly(
                        "topic narrow-out accepts smaller records than narrow-in (1000 and 1048588 bytes): larger "
                                + "events become dead letters");
    }

    @ParameterizedTest
    @EnumSource(
            value = AclOperation.class,
            names = {"DESCRIBE", "DESCRIBE_CONFIGS"})
    void shouldOnlyWarnOfAHintsTopicThatItMayNotLookAt(AclOperation operation) throws Exception {
        String job = "secret-" + operation.name().toLowerCase(Locale.ROOT);
        create(job, DEFAULTS, DEFAULTS, DEFAULTS, DEAD_LETTERS);
        String hints = JobTopics.of(job).hints();
        try (Admin admin = broker.admin()) {
            ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, hints, PatternType.LITERAL);
            admin.createAcls(List.of(
                            new AclBinding(
                                    topic,
                                    new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
                            new AclBinding(
                                    topic,
                                    new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY))))
                    .all()
                    .get();
        }

        check(settings(job));

        assertThat(warnings)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("hints of hot ids may not get through topic " + hints
                        + ", which makes the job slower: missing permission: ");
    }

    @Test
    void shouldTellOfNoBrokerThatCanBeFound() {
        KafkaSettings nowhere = JobTopics.of("nowhere").settings("no.such.host.invalid:9092", Map.of());

        assertThatThrownBy(() -> check(nowhere))
                .isInstanceOf(BrokersUnreachableException.class)
                .hasMessage("no Kafka broker answers at no.such.host.invalid:9092: no address is known for host "
                        + "no.such.host.invalid; check its spelling, and DNS on this machine");
    }

    private static String remedy(String topic, String setting) {
        return "kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting;
    }

    private void check(KafkaSettings settings) {
        Preflight.check(settings, warnings::add);
    }

    private void assertProblems(KafkaSettings settings, String... problems) {
        assertThatThrownBy(() -> check(settings))
                .isInstanceOf(TopicSetupException.class)
                .extracting(e -> e.getMessage().lines().toList(), InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(problems);
    }

    private static void create(
            String job,
            Map<String, String> input,
            Map<String, String> output,
            Map<String, String> hotIds,
            Map<String, String> deadLetters)
            throws IOException {
        JobTopics topics = JobTopics.of(job);
        broker.createTopic(topics.input(), 1, input);
        broker.createTopic(topics.output(), 1, output);
        broker.createTopic(topics.hotIds(), 1, hotIds);
        broker.createTopic(topics.hints(), 1, DEFAULTS);
        broker.createTopic(topics.deadLetters(), 1, deadLetters);
    }

    private static KafkaSettings settings(String job) {
        return settings(job, Map.of());
    }

    private static KafkaSettings creating(String job) {
        return settings(job, Map.of(Options.CREATE_TOPICS.key(), "true"));
    }

    private static KafkaSettings settings(String job, Map<String, String> options) {
        return JobTopics.of(job).settings(broker.bootstrapServers(), options);
    }
}
