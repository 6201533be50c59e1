package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintSender;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.flink.SendHintsOperator;
import dev.hotshard.flink.Uids;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads and writes the Kafka topics of the job. */
public final class KafkaConnectors implements Connectors {

    private static final Duration HINTS_CHECK = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final Duration stateTtl;
    private final ConnectedTopics topics;

    /**
     * @param stateTtl the age of the oldest hints to read: twice a hint's validity, because clocks differ
     */
    public KafkaConnectors(KafkaSettings settings, Duration stateTtl) {
        this.settings = settings;
        this.stateTtl = stateTtl;
        topics = new ConnectedTopics(settings.clients(), settings.topics(), Set.of());
    }

    /**
     * Reads from the group's committed offsets, or from the beginning of a partition without one. Offsets
     * in state take precedence.
     */
    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        DataStream<SourceRecord> records = EventSource.of(settings).addTo(env);
        return settings.rebalanceInput() ? records.rebalance() : records;
    }

    @Override
    public String inputName() {
        return settings.topics().input();
    }

    @Override
    public RecordLimit limit() {
        return topics.limit();
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {
        topics.write(records, place);
    }

    /** Sends hints to their topic once they are committed, without transactions. */
    @Override
    public void sendHints(DataStream<Hint> hints) {
        hints.transform(Uids.SEND_HINTS, Types.VOID, new SendHintsOperator(hintSender()))
                .uid(Uids.SEND_HINTS)
                .setParallelism(1);
    }

    private HintSender.Factory hintSender() {
        KafkaSettings settings = this.settings;
        return !settings.topics().has(TopicRole.HINTS)
                ? HintSender.Factory.NONE
                : () -> KafkaHintSender.start(settings);
    }

    @Override
    public HintFeed hintFeed() {
        return settings.topics().has(TopicRole.HINTS)
                ? new KafkaHintFeed(settings, stateTtl, HINTS_CHECK)
                : HintFeed.NONE;
    }

    @Override
    public Endpoints.Lookup endpoints() {
        return topics.endpoints();
    }

    @Override
    public boolean acceptChangedTopics() {
        return settings.acceptChangedTopics();
    }
}
