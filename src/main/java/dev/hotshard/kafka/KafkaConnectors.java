package dev.hotshard.kafka;

import dev.hotshard.detect.HintFeed;
import dev.hotshard.detect.HintSender;
import dev.hotshard.detect.HotId;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job's sources and sinks on Kafka. All sinks are exactly-once; what they write is for {@code read_committed} readers. */
public final class KafkaConnectors {

    private static final Duration HINTS_CHECK = Duration.ofSeconds(10);

    private final KafkaSettings settings;

    public KafkaConnectors(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Reads on from the group's committed offsets, a partition that has none from its begin; state goes first. */
    public KafkaSource<SourceRecord> source() {
        Properties properties = settings.clients().client();
        properties.putIfAbsent("isolation.level", "read_committed");
        properties.setProperty("allow.auto.create.topics", "false");
        return KafkaSource.<SourceRecord>builder()
                .setProperties(properties)
                .setBootstrapServers(settings.clients().bootstrapServers())
                .setTopics(settings.inputTopic())
                .setGroupId(settings.groupId())
                .setClientIdPrefix(settings.groupId())
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new SourceRecordDeserializer())
                .build();
    }

    /** What the output topic takes. */
    public RecordLimit outputLimit() {
        return new TopicLimit(settings.clients(), settings.outputTopic());
    }

    /**
     * Writes events.
     *
     * @param name tells this sink's transactions from those of the others
     */
    public Sink<OutputRecord> events(String name) {
        return sink(new OutputRecordSerializer(settings.outputTopic()), name);
    }

    public Sink<HotId> hotIds(String name) {
        return sink(new HotIdSerializer(settings.hotIdsTopic()), name);
    }

    /** Sends hints to their topic as soon as it is called: without a transaction. */
    public HintSender.Factory hintSender() {
        KafkaSettings settings = this.settings;
        return settings.hintsTopic() == null ? HintSender.Factory.NONE : () -> KafkaHintSender.start(settings);
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
        TopicLimit limit = new TopicLimit(settings.clients(), settings.deadLettersTopic());
        return sink(new DeadLetterSerializer(settings.deadLettersTopic(), settings.inputTopic(), limit), name);
    }

    public KafkaSettings settings() {
        return settings;
    }

    private <T> Sink<T> sink(KafkaRecordSerializationSchema<T> serializer, String name) {
        return TransactionalSinks.of(settings.clients(), serializer, name);
    }
}
