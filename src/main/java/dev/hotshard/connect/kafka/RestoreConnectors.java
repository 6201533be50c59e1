package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.connector.sink2.Sink;

/** The sinks of a restore. All are exactly-once. */
public final class RestoreConnectors {

    private final ClientSettings clients;
    private final KafkaTopics topics;

    public RestoreConnectors(ClientSettings clients, KafkaTopics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** What the topic for restored events takes. */
    public RecordLimit limit() {
        return new TopicLimit(clients, topics.topic(TopicRole.RESTORE_TO));
    }

    /** What the topic for all others takes; everything if there is none. */
    public RecordLimit leftLimit() {
        return writesLeft() ? new TopicLimit(clients, topics.topic(TopicRole.RESTORE_LEFT)) : record -> true;
    }

    public Sink<OutputRecord> restored(String name) {
        return TransactionalSinks.of(clients, new OutputRecordSchema(topics.topic(TopicRole.RESTORE_TO)), name);
    }

    public boolean writesLeft() {
        return topics.has(TopicRole.RESTORE_LEFT);
    }

    public Sink<SourceRecord> left(String name) {
        return TransactionalSinks.of(clients, new SourceRecordSchema(topics.topic(TopicRole.RESTORE_LEFT)), name);
    }

    public boolean writesDeadLetters() {
        return topics.has(TopicRole.RESTORE_DEAD_LETTERS);
    }

    public Sink<DeadLetter> deadLetters(String name) {
        String topic = topics.topic(TopicRole.RESTORE_DEAD_LETTERS);
        TopicLimit limit = new TopicLimit(clients, topic);
        return TransactionalSinks.of(clients, new DeadLetterRecordSchema(topic, topics.input(), limit), name);
    }
}
