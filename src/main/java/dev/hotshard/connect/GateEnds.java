package dev.hotshard.connect;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.OutputRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the gate's events go, and the way of hints from the detector to the gate. */
public interface GateEnds {

    /**
     * Takes the events that the gate let out by itself, where it left them: they cross no exchange.
     *
     * @param gated rewritten ones under scatter keys, admitted ones keyed by id
     */
    void writeGated(DataStream<OutputRecord> gated);

    /**
     * Takes the hints. {@link #feed} must give them only once the checkpoint is complete that they came
     * before.
     */
    void writeHints(DataStream<Hint> hints);

    /** Gives the gate what {@link #writeHints} took. */
    HintFeed feed();
}
