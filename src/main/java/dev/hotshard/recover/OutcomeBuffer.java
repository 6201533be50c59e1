package dev.hotshard.recover;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds up the outcomes of one subtask and emits the sums when flushed, so that not every record costs a
 * message. Holds at most 4,096 keys; one more flushes it. Not thread-safe.
 */
public final class OutcomeBuffer {

    private static final int MAX_PENDING = 4096;

    private static final class Pending {
        private final LedgerKey key;
        private long count;

        Pending(LedgerKey key) {
            this.key = key;
        }
    }

    private final Consumer<OutcomeDelta> out;
    private final Map<CounterKey, Pending> restored = new HashMap<>();
    private final long[] totals = new long[Outcome.values().length];

    /** @param out receives the sums, each greater than 0 */
    public OutcomeBuffer(Consumer<OutcomeDelta> out) {
        this.out = out;
    }

    /** Counts one record with any outcome but {@link Outcome#RESTORED}. */
    public void add(Outcome outcome) {
        totals[outcome.ordinal()]++;
    }

    /** Counts one restored event under its ledger key. */
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

    /** Emits everything counted since the last flush. */
    public void flush() {
        restored.values()
                .forEach(pending -> out.accept(new OutcomeDelta(Outcome.RESTORED, pending.key, pending.count)));
        restored.clear();
        for (Outcome outcome : Outcome.values()) {
            if (totals[outcome.ordinal()] > 0) {
                out.accept(new OutcomeDelta(outcome, null, totals[outcome.ordinal()]));
            }
        }
        Arrays.fill(totals, 0);
    }
}
