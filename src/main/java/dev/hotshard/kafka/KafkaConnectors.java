package dev.hotshard.kafka;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HintFeed;
import dev.hotshard.detect.HotId;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** The job's sources and sinks on Kafka. All sinks are exactly-once; what they write is for {@code read_committed} readers. */
public final class KafkaConnectors {

    private final KafkaSettings settings;
    private final TopicFacts facts;

    /** @param facts what is known of the topics, {@link TopicFacts#UNKNOWN} if no broker could be asked */
    public KafkaConnectors(KafkaSettings settings, TopicFacts facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /** Reads on from the group's committed offsets, a partition that has none from its begin; state goes first. */
    public Source<SourceRecord, ?, ?> source() {
        return EventSource.of(settings);
    }

    /** What the output topic takes. */
    public RecordLimit outputLimit() {
        return new TopicLimit(settings.clients(), settings.outputTopic(), facts.outputMaxBytes());
    }

    /**
     * Writes events.
     *
     * @param name tells this sink's transactions from those of the others
     */
    public KafkaSink<OutputRecord> events(String name) {
        return sink(new OutputRecordSerializer(settings.outputTopic()), name);
    }

    public KafkaSink<HotId> hotIds(String name) {
        return sink(new HotIdSerializer(settings.hotIdsTopic()), name);
    }

    public KafkaSink<Hint> hints(String name) {
        return sink(new HintSerializer(settings.hintsTopic()), name);
    }

    /**
     * Reads what {@link #hints} has committed.
     *
     * @param lookBack how far back to begin: beyond what a hint holds, as clocks differ
     */
    public HintFeed hintFeed(Duration lookBack) {
        return new KafkaHintFeed(settings, lookBack);
    }

    public boolean rebalancesInput() {
        return settings.rebalanceInput();
    }

    public KafkaSink<DeadLetter> deadLetters(String name) {
        TopicLimit limit = new TopicLimit(settings.clients(), settings.deadLettersTopic(), facts.deadLettersMaxBytes());
        return sink(new DeadLetterSerializer(settings.deadLettersTopic(), settings.inputTopic(), limit), name);
    }

    private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> serializer, String name) {
        return TransactionalSinks.of(settings.clients(), serializer, name);
    }
}
