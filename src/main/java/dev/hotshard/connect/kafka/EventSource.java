package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.ConsumerProperties;
import dev.hotshard.config.KafkaSettings;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Metrics;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of one topic. Extends the connector's source in three ways: a poll takes no
 * more than its share of the heap, records that expire unread are logged and counted, and a bounded source
 * also ends after a restore from a checkpoint.
 */
final class EventSource
        implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final ClientSettings clients;
    private final String topic;
    /** Null for a bounded source. */
    private final String group;
    /** The offset after the last record, by partition; null for an unbounded source. */
    private final Map<Integer, Long> ends;

    private EventSource(ClientSettings clients, String topic, String group, Map<Integer, Long> ends) {
        this.clients = clients;
        this.topic = topic;
        this.group = group;
        this.ends = ends;
    }

    /**
     * An unbounded source that starts at the group's committed offsets, or at the beginning of a partition
     * that has none. Offsets in the job's state take precedence.
     */
    static EventSource of(KafkaSettings settings) {
        return new EventSource(settings.clients(), settings.topics().input(), settings.groupId(), null);
    }

    /** A bounded source of the records in a range that the topic still has. Commits no offsets. */
    static EventSource of(ClientSettings clients, TopicRange range) {
        return new EventSource(clients, range.topic(), null, Map.copyOf(range.ends()));
    }

    /** Adds this source to a job. No job uses event time, so there are no watermarks. */
    DataStream<SourceRecord> addTo(StreamExecutionEnvironment env) {
        return env.fromSource(this, WatermarkStrategy.noWatermarks(), Uids.KAFKA_SOURCE)
                .uid(Uids.KAFKA_SOURCE);
    }

    @Override
    public Boundedness getBoundedness() {
        return ends == null ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        ExpiredRecords expired = new ExpiredRecords(
                clients, topic, group, new Metrics(context.metricGroup()).counter(Metrics.EXPIRED_RECORDS));
        ReadPositions positions = new ReadPositions(expired);
        return new WatchedSourceReader(
                BudgetedReader.create(context, readerProperties(), new SourceRecordDeserializer(positions)),
                positions,
                expired);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source().createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restored =
                source().restoreEnumerator(context, state);
        // Until the first discovery is done, the connector will still signal the readers itself.
        return ends != null && state.initialDiscoveryFinished()
                ? new NoMoreSplitsEnumerator(restored, context)
                : restored;
    }

    // The connector has no other method than the one with the type that the client deprecates.
    @SuppressWarnings("deprecation")
    private KafkaSource<SourceRecord> source() {
        Properties properties = properties();
        // The builder sets it too, with a warning where it replaces a value.
        properties.remove("auto.offset.reset");
        KafkaSourceBuilder<SourceRecord> source = KafkaSource.<SourceRecord>builder()
                .setProperties(properties)
                .setBootstrapServers(clients.bootstrapServers())
                .setDeserializer(new SourceRecordDeserializer(null));
        if (ends == null) {
            return source.setTopics(topic)
                    .setGroupId(group)
                    .setClientIdPrefix(group)
                    .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                    .build();
        }
        Map<TopicPartition, Long> stops = new HashMap<>();
        ends.forEach((partition, end) -> stops.put(new TopicPartition(topic, partition), end));
        return source.setPartitions(stops.keySet())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.offsets(stops))
                .build();
    }

    private Properties properties() {
        Properties properties = ConsumerProperties.of(clients);
        if (ends != null) {
            properties.setProperty("commit.offsets.on.checkpoint", "false");
        }
        return properties;
    }

    /** The properties that the connector derives from those of its builder. */
    private Properties readerProperties() {
        Properties properties = properties();
        properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group == null ? "hotshard-" + topic : group);
        if (group != null) {
            properties.setProperty("group.id", group);
        }
        return properties;
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new KafkaPartitionSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return new KafkaSourceEnumStateSerializer();
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return Types.SOURCE_RECORD;
    }
}
