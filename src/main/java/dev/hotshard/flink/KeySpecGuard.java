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
 * Keeps, beside the counts, the rules that give their keys a meaning, and refuses to go on with counts that
 * were kept under others. Told to forget, it has all keys forgotten that were last seen before the restore.
 */
final class KeySpecGuard {

    private static final String FORGET_BEFORE = "forget-before";
    private static final long NOTHING = Long.MIN_VALUE;

    private final ListState<String> state;
    private final Map<String, String> rules;
    private final long forgetBeforeMillis;

    private KeySpecGuard(ListState<String> state, Map<String, String> rules, long forgetBeforeMillis) {
        this.state = state;
        this.rules = rules;
        this.forgetBeforeMillis = forgetBeforeMillis;
    }

    /**
     * @throws SuppressRestartsException if the counts were kept under other rules: a restart would change
     * nothing
     */
    static KeySpecGuard restore(FunctionInitializationContext context, KeySpec rules, boolean forget, long nowMillis)
            throws Exception {
        ListState<String> state = context.getOperatorStateStore().getUnionListState(States.KEY_RULES);
        Map<String, String> now = new TreeMap<>(rules.fingerprint());
        Map<String, String> kept = new TreeMap<>();
        // Subtasks are restored one after the other, and the first may have counted when the last began to
        // forget: the earliest moment is behind all that is to be forgotten and before all that is not.
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

    /** Keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} for none. */
    long forgetBeforeMillis() {
        return forgetBeforeMillis;
    }

    /** A union list gives every subtask all entries, so the rules are kept once. */
    void snapshot(int subtask) throws Exception {
        List<String> entries = new ArrayList<>();
        if (subtask == 0) {
            rules.forEach((name, value) -> entries.add(name + "=" + value));
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
