package dev.hotshard.operator;

import dev.hotshard.event.KeyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Keeps, beside the counts, the rules that give their keys a meaning, and refuses to go on with counts that were kept
 * under others. Told to forget, it has all keys forgotten that were last seen before the restore.
 */
final class KeyRulesGuard {

    private static final String FORGET_BEFORE = "forget-before";

    private final ListState<String> state;
    private final Map<String, String> entries;

    private KeyRulesGuard(ListState<String> state, Map<String, String> entries) {
        this.state = state;
        this.entries = entries;
    }

    /** @throws SuppressRestartsException if the counts were kept under other rules: a restart would change nothing */
    static KeyRulesGuard restore(FunctionInitializationContext context, KeyRules rules, boolean forget, long nowMillis)
            throws Exception {
        ListState<String> state = context.getOperatorStateStore().getUnionListState(States.KEY_RULES);
        Map<String, String> entries = new TreeMap<>(rules.fingerprint());
        Map<String, String> kept = new TreeMap<>();
        for (String entry : state.get()) {
            int equals = entry.indexOf('=');
            kept.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        String forgetBefore = kept.remove(FORGET_BEFORE);
        if (!kept.isEmpty() && !kept.equals(entries)) {
            if (!forget) {
                throw new SuppressRestartsException(new ChangedKeyRulesException(changes(kept, entries)));
            }
            forgetBefore = Long.toString(nowMillis);
        }
        if (forgetBefore != null) {
            entries.put(FORGET_BEFORE, forgetBefore);
        }
        return new KeyRulesGuard(state, entries);
    }

    /** Keys last seen before this moment are forgotten; {@code Long.MIN_VALUE} for none. */
    long forgetBeforeMillis() {
        return Long.parseLong(entries.getOrDefault(FORGET_BEFORE, Long.toString(Long.MIN_VALUE)));
    }

    void snapshot(int subtask) throws Exception {
        // A union list gives every subtask all entries: one subtask's are enough.
        state.update(subtask == 0 ? entries.entrySet().stream().map(Object::toString).toList() : List.of());
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
