package dev.hotshard.connect;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the results of a restore go: topics, files, or nowhere. */
public interface RestoreEnds {

    /**
     * Takes nothing: for who only wants to know.
     *
     * @param limit what a destination would take
     */
    static RestoreEnds nowhere(RecordLimit limit) {
        return new RestoreEnds() {
            @Override
            public RecordLimit limit() {
                return limit;
            }

            @Override
            public RecordLimit leftLimit() {
                return record -> true;
            }

            @Override
            public void writeRestored(DataStream<OutputRecord> restored) {}

            @Override
            public void writeLeft(DataStream<SourceRecord> left) {}

            @Override
            public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {}
        };
    }

    /** What the destination of restored events takes. */
    RecordLimit limit();

    /** What the destination of all others takes. */
    RecordLimit leftLimit();

    void writeRestored(DataStream<OutputRecord> restored);

    /** Takes what was not chosen, and what was no rewritten event. */
    void writeLeft(DataStream<SourceRecord> left);

    void writeDeadLetters(DataStream<DeadLetter> deadLetters);
}
