package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages for clients that are set up wrongly, from a broker with a port for each protocol and with ACLs. */
class ConnectionFailureITCase {

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"alice\" password=\"%s\";";

    private static final SecuredBroker ports = new SecuredBroker();

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension(ports);

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void createTopics() throws IOException {
        broker.createJobTopics("job", 1);
    }

    @Test
    void shouldExplainAPlaintextClientOnATlsPort() {
        assertUnreachable(
                ports.tls(),
                Map.of(),
                "no Kafka broker answers at " + ports.tls() + " within 2 s: " + ports.tls() + " speaks TLS, and"
                        + " hotshard.kafka.properties.security.protocol is PLAINTEXT; set it to SSL or "
                        + "SASL_SSL, and ssl.truststore.* with it");
    }

    @Test
    void shouldExplainATlsClientOnAPlaintextPort() {
        String plain = broker.bootstrapServers();

        assertUnreachable(
                plain,
                Map.of("security.protocol", "SSL"),
                "no Kafka broker answers at " + plain + " within 2 s: " + plain + " does not speak TLS, and"
                        + " hotshard.kafka.properties.security.protocol is SSL; name the brokers' TLS port, or "
                        + "change it");
    }

    @Test
    void shouldExplainAPlaintextClientOnAPortThatRequiresALogin() {
        assertUnreachable(
                ports.sasl(),
                Map.of(),
                "no Kafka broker answers at " + ports.sasl() + " within 2 s, though " + ports.sasl()
                        + " accepts connections: check that"
                        + " hotshard.kafka.properties.security.protocol, now PLAINTEXT, is what this port "
                        + "expects, and that the brokers' advertised.listeners"
                        + " are reachable from here");
    }

    @Test
    void shouldExplainAClientThatDoesNotTrustTheBroker() {
        assertRefused(
                ports.tls(),
                Map.of("security.protocol", "SSL"),
                "cannot log in to the Kafka brokers at " + ports.tls()
                        + ": unable to find valid certification path to requested target; check "
                        + "ssl.truststore.* and ssl.keystore.* of hotshard.kafka.properties.*");
    }

    @Test
    void shouldExplainAWrongPassword() {
        assertRefused(
                ports.sasl(),
                login("wrong"),
                "cannot log in to the Kafka brokers at " + ports.sasl()
                        + ": Authentication failed: Invalid username or password; check security.protocol, "
                        + "sasl.mechanism and sasl.jaas.config of hotshard.kafka.properties.*");
    }

    @Test
    void shouldExplainALoginOnAPortWithoutOne() {
        Map<String, String> login = login("secret");

        assertThatThrownBy(() -> check(broker.bootstrapServers(), login))
                .isInstanceOf(TopicSetupException.class)
                .hasMessageStartingWith("cannot log in to the Kafka brokers at " + broker.bootstrapServers()
                        + ": Unexpected handshake request")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("Exception")
                .doesNotContain("\n");
    }

    @Test
    void shouldExplainAMissingKeystore() {
        assertUnreachable(
                ports.tls(),
                Map.of("security.protocol", "SSL", "ssl.truststore.location", "/nowhere/trust.jks"),
                "cannot create a Kafka client for " + ports.tls()
                        + ": Failed to load SSL keystore /nowhere/trust.jks of type JKS"
                        + "; check the options hotshard.kafka.properties.*");
    }

    @Test
    void shouldNameMissingRightsWithTheCommandThatGrantsThem() throws Exception {
        JobTopics topics = JobTopics.of("job");
        List<String> all = List.of(topics.input(), topics.output(), topics.hotIds(), topics.deadLetters());
        String[] written =
                all.stream().skip(1).map(topic -> refusal("Write", topic)).toArray(String[]::new);

        assertThatThrownBy(() -> check(ports.sasl(), login("secret")))
                .isInstanceOf(TopicSetupException.class)
                .extracting(e -> e.getMessage().lines().sorted().toList())
                .isEqualTo(all.stream()
                        .map(topic -> refusal("Describe", topic))
                        .sorted()
                        .toList());
        grant(AclOperation.DESCRIBE, PatternType.PREFIXED, "job");
        assertRefused(
                ports.sasl(),
                login("secret"),
                all.stream()
                        .flatMap(topic -> Stream.of(
                                refusal(topic.equals(topics.input()) ? "Read" : "Write", topic),
                                refusal("DescribeConfigs", topic)))
                        .toArray(String[]::new));
        grant(AclOperation.READ, PatternType.LITERAL, topics.input());
        grant(AclOperation.DESCRIBE_CONFIGS, PatternType.PREFIXED, "job");
        assertRefused(ports.sasl(), login("secret"), written);
        grant(AclOperation.WRITE, PatternType.PREFIXED, "job");
        warnings.clear();
        check(ports.sasl(), login("secret"));
        assertThat(warnings)
                .containsExactly(
                        "hints of hot ids may not get through topic " + topics.hints()
                                + ", which makes the job slower: " + refusal("Read", topics.hints()),
                        "not allowed to see the brokers' transaction.max.timeout.ms, which must be at least 900000");
    }

    private static String refusal(String operation, String topic) {
        return "missing permission: " + operation + " on topic " + topic + ": kafka-acls.sh --bootstrap-server "
                + ports.sasl() + " --add --allow-principal User:NAME --operation " + operation + " --topic " + topic;
    }

    private static Map<String, String> login(String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN.formatted(password));
    }

    private void assertUnreachable(String server, Map<String, String> properties, String message) {
        assertThatThrownBy(() -> check(server, properties))
                .isInstanceOf(BrokersUnreachableException.class)
                .hasMessage(message);
    }

    private void assertRefused(String server, Map<String, String> properties, String... problems) {
        assertThatThrownBy(() -> check(server, properties))
                .isInstanceOf(TopicSetupException.class)
                .extracting(e -> e.getMessage().lines().toList())
                .isEqualTo(Arrays.asList(problems));
    }

    private void check(String server, Map<String, String> properties) {
        Map<String, String> options = new HashMap<>(Map.of("hotshard.kafka.properties.default.api.timeout.ms", "2000"));
        properties.forEach((name, value) -> options.put("hotshard.kafka.properties." + name, value));
        Preflight.check(JobTopics.of("job").settings(server, options), warnings::add);
    }

    private static void grant(AclOperation operation, PatternType pattern, String topic) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, topic, pattern),
                            new AccessControlEntry("User:alice", "*", operation, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }
}
