package dev.hotshard.flink;

import dev.hotshard.event.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Stores the {@link KeySpec} of the counts in state, and refuses to resume with another one. If configured
 * to forget instead, determines the moment before which counts are void.
 */
final class KeySpecGuard {

    private static final String FORGET_BEFORE = "forget-before";
    private static final long NOTHING = Long.MIN_VALUE;

    private final ListState<String> state;
    private final Map<String, String> fingerprint;
    private final long forgetBeforeMillis;

    private KeySpecGuard(ListState<String> state, Map<String, String> fingerprint, long forgetBeforeMillis) {
        this.state = state;
        this.fingerprint = fingerprint;
        this.forgetBeforeMillis = forgetBeforeMillis;
    }

    /**
     * Restores the state and compares it with the present spec.
     *
     * @param forget whether to forget the counts if the spec differs
     * @throws SuppressRestartsException if it differs and {@code forget} is off, since a restart would
     *     change nothing
     */
    static KeySpecGuard restore(FunctionInitializationContext context, KeySpec spec, boolean forget, long nowMillis)
            throws Exception {
        ListState<String> state = context.getOperatorStateStore().getUnionListState(States.KEY_SPEC);
        Map<String, String> now = new TreeMap<>(spec.fingerprint());
        Map<String, String> kept = new TreeMap<>();
        // Each subtask keeps the moment of its own restore, and the first may count before the last is
        // restored. The earliest moment is after all counts to forget and before all others.
        long forgetBefore = Long.MAX_VALUE;
        for (String entry : state.get()) {
            int equals = entry.indexOf('=');
            String name = entry.substring(0, equals);
            String value = entry.substring(equals + 1);
            if (name.equals(FORGET_BEFORE)) {
                forgetBefore = Math.min(forgetBefore, Long.parseLong(value));
            } else {
                kept.put(name, value);
            }
        }
        if (kept.isEmpty() || kept.equals(now)) {
            return new KeySpecGuard(state, now, forgetBefore == Long.MAX_VALUE ? NOTHING : forgetBefore);
        }
        if (!forget) {
            throw new SuppressRestartsException(new ChangedKeySpecException(changes(kept, now)));
        }
        return new KeySpecGuard(state, now, nowMillis);
    }

    /**
     * The moment before which a key must have been last seen to be forgotten; {@code Long.MIN_VALUE} to
     * forget none.
     */
    long forgetBeforeMillis() {
        return forgetBeforeMillis;
    }

    /** Keeps the fingerprint once, since a union list gives every subtask all entries. */
    void snapshot(int subtask) throws Exception {
        List<String> entries = new ArrayList<>();
        if (subtask == 0) {
            fingerprint.forEach((name, value) -> entries.add(name + "=" + value));
        }
        if (forgetBeforeMillis != NOTHING) {
            entries.add(FORGET_BEFORE + "=" + forgetBeforeMillis);
        }
        state.update(entries);
    }

    private static List<String> changes(Map<String, String> kept, Map<String, String> now) {
        List<String> changes = new ArrayList<>();
        now.forEach((name, value) -> {
            String before = kept.get(name);
            if (!value.equals(before)) {
                changes.add(name + " was " + before + " and is " + value);
            }
        });
        return changes;
    }
}
