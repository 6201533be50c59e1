package dev.hotshard.flink;

import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;

/** Creates and counts dead letters, with one counter for each reason. */
final class DeadLetters {

    private final DeadLetterFormat format;
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    DeadLetters(DeadLetterFormat format, Metrics metrics) {
        this.format = format;
        for (Reason reason : Reason.values()) {
            counters.put(reason, metrics.deadLetters(reason));
        }
    }

    /** Creates the dead letter of a record that cannot be processed. */
    OutputRecord of(SourceRecord source, Rejection rejection) {
        counters.get(rejection.reason()).inc();
        return format.record(source, rejection);
    }
}
