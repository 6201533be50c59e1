package dev.hotshard.testkit.reference;

import dev.hotshard.event.Headers;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import dev.hotshard.testkit.reference.ReferenceOutcome.Alert;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import dev.hotshard.testkit.reference.ReferenceOutcome.Letter;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Computes the expected result of a whole run, for records in the order in which they are counted, if no
 * key expires and scatter keys are stable. Keeps its counts between runs, as a resumed job does. Not
 * thread-safe.
 */
public final class ReferenceDetector {

    /** The default limit on a value, in bytes. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    private final ReferenceReader reader;
    private final int maxEventBytes;
    private final RecordLimit limit;
    private final Map<Key, Long> counts = new HashMap<>();
    private final Set<Key> opened = new HashSet<>();

    /**
     * @param limit the largest record that the destination accepts
     * @param clock dates events with neither a usable time nor a timestamp
     */
    public ReferenceDetector(KeySpec spec, int maxEventBytes, RecordLimit limit, LongSupplier clock) {
        reader = new ReferenceReader(spec, maxEventBytes, clock);
        this.maxEventBytes = maxEventBytes;
        this.limit = limit;
    }

    /** Rules with this zone, the project in {@code token}, and the public hash key. */
    public static KeySpec keySpec(ZoneId zone) {
        return new KeySpec(zone, "token", "hotshard");
    }

    /** The result of one run under {@link #keySpec} if the destination accepts any record. */
    public static ReferenceOutcome run(List<SourceRecord> records, long threshold, ZoneId zone) {
        return new ReferenceDetector(keySpec(zone), MAX_EVENT_BYTES, record -> true, System::currentTimeMillis)
                .run(records, threshold);
    }

    /** The result for these records, after all those of earlier runs. */
    public ReferenceOutcome run(List<SourceRecord> records, long threshold) {
        ReferenceOutcome outcome = new ReferenceOutcome();
        records.forEach(record -> run(reader.read(record), threshold, outcome));
        return outcome;
    }

    /** The number of events counted so far, by key. */
    public Map<Key, Long> counts() {
        return Map.copyOf(counts);
    }

    private void run(ReferenceEvent event, long threshold, ReferenceOutcome outcome) {
        SourceRecord source = event.source();
        if (event.reason() != null) {
            outcome.deadLetters().add(new Letter(source, event.reason()));
        } else if (!event.isCounted()) {
            leave(
                    source,
                    output(event.scatterKey(), source.value(), source),
                    outcome.exempt(),
                    outcome,
                    Reason.TOO_LARGE);
        } else if (count(event, threshold, outcome) <= threshold) {
            byte[] key = Wtf8.bytes(event.key().distinctId());
            leave(source, output(key, source.value(), source), outcome.admitted(), outcome, Reason.TOO_LARGE);
        } else {
            rewrite(event, outcome);
        }
    }

    private long count(ReferenceEvent event, long threshold, ReferenceOutcome outcome) {
        long count = counts.merge(event.key(), 1L, Long::sum);
        if (count > threshold && opened.add(event.key())) {
            String counterKey = KeyValue.text(event.counterKey());
            outcome.alerts().put(event.key(), new Alert(counterKey, count, event.eventName()));
        }
        return count;
    }

    private void rewrite(ReferenceEvent event, ReferenceOutcome outcome) {
        SourceRecord source = event.source();
        if (event.tooDeepRewritten()) {
            outcome.deadLetters().add(new Letter(source, Reason.TOO_DEEP));
        } else if (event.reserved()) {
            outcome.deadLetters().add(new Letter(source, Reason.RESERVED_PROPERTY));
        } else if (event.rewritten().length > maxEventBytes) {
            outcome.deadLetters().add(new Letter(source, Reason.TOO_LARGE_REWRITTEN));
        } else {
            Headers headers = source.headers()
                    .with("hotshard-rewritten", event.key().date().toString());
            OutputRecord record = new OutputRecord(
                    Route.EVENTS, event.scatterKey(), event.rewritten(), headers, source.timestampMillis());
            leave(source, record, outcome.rewritten(), outcome, Reason.TOO_LARGE_REWRITTEN);
        }
    }

    private static OutputRecord output(byte[] key, byte[] value, SourceRecord source) {
        return new OutputRecord(Route.EVENTS, key, value, source.headers(), source.timestampMillis());
    }

    private void leave(
            SourceRecord source,
            OutputRecord record,
            List<OutputRecord> out,
            ReferenceOutcome outcome,
            Reason tooLarge) {
        if (limit.fits(record)) {
            out.add(record);
        } else {
            outcome.deadLetters().add(new Letter(source, tooLarge));
        }
    }
}
