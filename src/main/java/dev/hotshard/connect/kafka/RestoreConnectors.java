package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.RestoreTopics;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.api.connector.sink2.Sink;

/** The sinks of a restore. All are exactly-once. */
public final class RestoreConnectors {

    private final ClientSettings clients;
    private final RestoreTopics topics;

    public RestoreConnectors(ClientSettings clients, RestoreTopics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** What the topic for restored events takes. */
    public RecordLimit limit() {
        return new TopicLimit(clients, topics.to());
    }

    /** What the topic for all others takes; everything if there is none. */
    public RecordLimit leftLimit() {
        return writesLeft() ? new TopicLimit(clients, topics.left()) : record -> true;
    }

    public Sink<OutputRecord> restored(String name) {
        return TransactionalSinks.of(clients, new OutputRecordSchema(topics.to()), name);
    }

    public boolean writesLeft() {
        return topics.left() != null;
    }

    public Sink<SourceRecord> left(String name) {
        return TransactionalSinks.of(clients, new SourceRecordSchema(topics.left()), name);
    }

    public boolean writesDeadLetters() {
        return topics.deadLetters() != null;
    }

    public Sink<DeadLetter> deadLetters(String name) {
        TopicLimit limit = new TopicLimit(clients, topics.deadLetters());
        return TransactionalSinks.of(
                clients, new DeadLetterRecordSchema(topics.deadLetters(), topics.from(), limit), name);
    }
}
