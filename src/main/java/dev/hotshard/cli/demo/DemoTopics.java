package dev.hotshard.cli.demo;

import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.config.TopicRole;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The demo's topics. The local broker keeps records forever, so events of old dates are not deleted by
 * their timestamps.
 */
public final class DemoTopics {

    public static final String INPUT = "events-in";
    public static final String OUTPUT = "events-out";
    public static final String HOT_IDS = "hot-ids";
    public static final String DEAD_LETTERS = "dead-letters";

    /** The number of shards of the store that reads the output topic. */
    static final int PARTITIONS = 12;

    /** Larger than the largest valid event, so that one that is too large reaches the job. */
    static final int MAX_RECORD_BYTES = 2 << 20;

    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    private DemoTopics() {}

    /** Sets the options that name the topics of the job. */
    public static void configure(Configuration conf) {
        conf.set(TopicRole.INPUT.option(), INPUT);
        conf.set(TopicRole.OUTPUT.option(), OUTPUT);
        conf.set(TopicRole.HOT_IDS.option(), HOT_IDS);
        conf.set(TopicRole.DEAD_LETTERS.option(), DEAD_LETTERS);
    }

    /** Creates all of them. */
    public static void create(LocalBroker broker) throws IOException {
        Map<String, String> events = Map.of(MAX_MESSAGE_BYTES, Integer.toString(MAX_RECORD_BYTES));
        broker.createTopic(INPUT, PARTITIONS, events);
        broker.createTopic(OUTPUT, PARTITIONS, events);
        broker.createTopic(HOT_IDS, 1, Map.of());
        broker.createTopic(HOT_IDS + TopicRole.HINTS_SUFFIX, 1, Map.of());
        broker.createTopic(DEAD_LETTERS, 1, Map.of(MAX_MESSAGE_BYTES, Integer.toString(2 * MAX_RECORD_BYTES)));
    }
}
