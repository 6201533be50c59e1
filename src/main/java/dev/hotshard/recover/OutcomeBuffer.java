package dev.hotshard.recover;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up what one subtask does until it is asked for it, so that not every record is told of. Holds 4096
 * ids and dates at the most. Not thread-safe.
 */
public final class OutcomeBuffer {

    private static final int MAX_PENDING = 4096;

    private static final class Pending {
        private final LedgerKey of;
        private long count;

        Pending(LedgerKey of) {
            this.of = of;
        }
    }

    private final Consumer<OutcomeDelta> out;
    private final Map<CounterKey, Pending> restored = new HashMap<>();
    private final long[] totals = new long[Outcome.values().length];

    public OutcomeBuffer(Consumer<OutcomeDelta> out) {
        this.out = out;
    }

    public void add(Outcome total) {
        totals[total.ordinal()]++;
    }

    public void addRestored(Event event) {
        Pending pending = restored.get(event.key());
        if (pending == null) {
            if (restored.size() == MAX_PENDING) {
                flush();
            }
            pending = new Pending(LedgerKey.of(event));
            restored.put(event.key(), pending);
        }
        pending.count++;
    }

    /** Tells all that came since the last time. */
    public void flush() {
        restored.values().forEach(pending -> out.accept(new OutcomeDelta(Outcome.RESTORED, pending.of, pending.count)));
        restored.clear();
        for (Outcome total : Outcome.values()) {
            if (totals[total.ordinal()] > 0) {
                out.accept(new OutcomeDelta(total, null, totals[total.ordinal()]));
            }
        }
        Arrays.fill(totals, 0);
    }
}
