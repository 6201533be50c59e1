package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintSender;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotIdNotice;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/**
 * The job's sources and sinks on Kafka. All sinks are exactly-once; what they write is for
 * {@code read_committed} readers.
 */
public final class KafkaConnectors {

    private static final Duration HINTS_CHECK = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    public KafkaConnectors(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads on from the group's committed offsets, a partition that has none from its begin; state goes
     * first.
     */
    public Source<SourceRecord, ?, ?> source() {
        return EventSource.of(settings);
    }

    /** What the output topic takes. */
    public RecordLimit outputLimit() {
        return new TopicLimit(settings.clients(), settings.topic(TopicRole.OUTPUT));
    }

    /**
     * Writes events.
     *
     * @param name tells this sink's transactions from those of the others
     */
    public Sink<OutputRecord> events(String name) {
        return sink(new OutputRecordSchema(settings.topic(TopicRole.OUTPUT)), name);
    }

    public Sink<HotIdNotice> hotIds(String name) {
        return sink(new HotIdRecordSchema(settings.topic(TopicRole.HOT_IDS)), name);
    }

    /** Sends hints to their topic as soon as it is called: without a transaction. */
    public HintSender.Factory hintSender() {
        KafkaSettings settings = this.settings;
        return !settings.topics().has(TopicRole.HINTS)
                ? HintSender.Factory.NONE
                : () -> KafkaHintSender.start(settings);
    }

    /**
     * Reads what a {@link #hintSender} sends.
     *
     * @param lookBack how far back to begin: beyond what a hint holds, as clocks differ
     */
    public HintFeed hintFeed(Duration lookBack) {
        return new KafkaHintFeed(settings, lookBack, HINTS_CHECK);
    }

    public boolean rebalancesInput() {
        return settings.rebalanceInput();
    }

    public Sink<DeadLetter> deadLetters(String name) {
        String topic = settings.topic(TopicRole.DEAD_LETTERS);
        TopicLimit limit = new TopicLimit(settings.clients(), topic);
        return sink(new DeadLetterRecordSchema(topic, settings.topics().input(), limit), name);
    }

    public KafkaSettings settings() {
        return settings;
    }

    private <T> Sink<T> sink(KafkaRecordSerializationSchema<T> serializer, String name) {
        return TransactionalSinks.of(settings.clients(), serializer, name);
    }
}
