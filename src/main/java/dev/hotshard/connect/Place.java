package dev.hotshard.connect;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A place in a graph where records leave. Each place has one sink for all routes, because a sink costs a
 * writer per subtask, and in Kafka a producer and a transaction per checkpoint.
 */
public enum Place {
    /** After the gate, before the keyed exchange; chained to the source. */
    SOURCE_SIDE("source-side"),
    /** After the detector: records under ids; chained to the detector. */
    DETECTOR_SIDE("detector-side"),
    /** After the detector and a rebalance: rewritten events. */
    SCATTERED("scattered"),
    /** After the detector: notices, of which there are few. */
    NOTICES("notices"),
    /** After a restore; chained to it. */
    RESTORED("restored");

    private final String label;

    Place(String label) {
        this.label = label;
    }

    /** The name of this place in transactional ids. */
    public String label() {
        return label;
    }

    /** The uid and the name of the sink. */
    public String uid() {
        return label + "-sink";
    }

    /** The parallelism of the sink: that of its input, so that the two chain, except for notices. */
    public int parallelism(DataStream<?> records) {
        return this == NOTICES ? 1 : records.getParallelism();
    }
}
