package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.kafka.BrokerExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Different events in a topic with two partitions, and what outputs must hold of them. */
final class NumberedEvents {

    private final BrokerExtension broker;
    private final String topic;
    private final List<String> sent = new ArrayList<>();

    NumberedEvents(BrokerExtension broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    void send(int count) {
        try (KafkaProducer<String, String> producer = broker.textProducer(Map.of())) {
            for (int i = 0; i < count; i++) {
                int number = sent.size();
                String event =
                        "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"id-%d\",\"time\":1600000000,\"number\":%d}}"
                                .formatted(number % 10, number);
                sent.add(event);
                producer.send(new ProducerRecord<>(topic, number % 2, null, event));
            }
        }
    }

    /** Starts over: what was sent so far is not expected any more. */
    void forget() {
        sent.clear();
    }

    /** Asserts that these are the events sent since the last {@link #forget}, each once and unchanged. */
    void assertSameEvents(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(sent);
    }
}
