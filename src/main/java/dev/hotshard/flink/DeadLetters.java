package dev.hotshard.flink;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.SourceRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.OutputTag;

/** The way out for records that cannot go on: one side output, one counter a reason. */
final class DeadLetters {

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    DeadLetters(Metrics metrics) {
        for (Reason reason : Reason.values()) {
            counters.put(reason, metrics.deadLetters(reason));
        }
    }

    void add(SourceRecord source, Rejection rejection, BiConsumer<OutputTag<DeadLetter>, DeadLetter> output) {
        counters.get(rejection.reason()).inc();
        output.accept(SideOutputs.DEAD_LETTERS, new DeadLetter(source, rejection));
    }
}
