package dev.hotshard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties of the Kafka clients that the job refuses, and those that it accepts. */
class ClientPropertyChecksTest {

    private final Configuration conf = KafkaJobSettingsTest.complete();

    @ParameterizedTest
    @MethodSource("reserved")
    void shouldRefusePropertiesThatExactlyOnceDependsOn(String name) {
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
    void shouldRefusePropertiesThatTheClientsRefuse(String name, String value, String why) {
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
    void shouldGiveTheReasonForRefusedProperties(String name, String value, String why) {
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
    void shouldAcceptPropertiesThatChangeNoResult(String name, String value) {
        set("hotshard.kafka.properties." + name, value);

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties()).isEqualTo(Map.of(name, value));
    }

    @Test
    void shouldNotCheckValuesThatAreFetchedLater() {
        set("hotshard.kafka.properties.config.providers", "file");
        set("hotshard.kafka.properties.max.request.size", "${file:/run/secrets/kafka:size}");

        assertThat(KafkaJobSettings.of(conf).kafka().clients().properties()).hasSize(2);
    }

    @Test
    void shouldRefuseAPrivateKeyInClearText() {
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

    private void set(String key, String value) {
        conf.setString(key, value);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> KafkaJobSettings.of(conf))
                .isExactlyInstanceOf(InvalidOptionsException.class)
                .hasMessage(message);
    }
}
