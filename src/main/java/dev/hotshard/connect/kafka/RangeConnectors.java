package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topics of a bounded job: an input that is read up to fixed ends, and the outputs. Drops dead letters
 * and records left as they are if no topic is named for them.
 */
public final class RangeConnectors implements Connectors {

    private static final Set<Route> OPTIONAL = Set.of(Route.LEFT, Route.DEAD_LETTERS);

    private final TopicInput input;
    private final ConnectedTopics topics;

    /** Creates connectors for a job that only reads. */
    public RangeConnectors(TopicInput input) {
        this(input, input.clients(), new KafkaTopics(Map.of(), false));
    }

    /**
     * Creates connectors for a job that writes to {@code topics} with the client settings {@code writers}.
     */
    public RangeConnectors(TopicInput input, ClientSettings writers, KafkaTopics topics) {
        this.input = input;
        this.topics = new ConnectedTopics(writers, topics, OPTIONAL);
    }

    /** The range of a topic that is read. */
    public TopicInput input() {
        return input;
    }

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return input.read(env);
    }

    @Override
    public String inputName() {
        return input.range().topic();
    }

    @Override
    public RecordLimit limit() {
        return topics.limit();
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {
        topics.write(records, place);
    }

    @Override
    public Endpoints.Lookup endpoints() {
        return topics.endpoints();
    }
}
