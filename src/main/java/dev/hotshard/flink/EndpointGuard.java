package dev.hotshard.flink;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Stores in state which topics the state belongs to, and refuses to resume with others. Subtask 0 checks
 * for all: it throws before its task runs, and nothing is committed until every task runs and a checkpoint
 * completes.
 */
public final class EndpointGuard {

    /** The name of the state, which no other operator uses. */
    public static final String STATE = "endpoints";

    private final ListState<String> state;
    private final List<String> entries;

    private EndpointGuard(ListState<String> state, List<String> entries) {
        this.state = state;
        this.entries = entries;
    }

    /**
     * Restores the state and compares it with the present endpoints, which subtask 0 looks up.
     *
     * @param acceptChangedTopics whether to continue with other output endpoints
     * @throws SuppressRestartsException if they differ, since a restart would change nothing
     */
    static EndpointGuard restore(
            FunctionInitializationContext context, Endpoints.Lookup lookup, boolean acceptChangedTopics, int subtask)
            throws Exception {
        // A union list, so that subtask 0 gets the entries after any rescaling.
        ListState<String> state = context.getOperatorStateStore().getUnionListState(States.ENDPOINTS);
        if (subtask != 0) {
            return new EndpointGuard(state, List.of());
        }
        Map<String, String> kept = parse(state.get());
        Endpoints now = lookup.now();
        try {
            check(kept, now, acceptChangedTopics);
        } catch (ChangedEndpointsException e) {
            throw new SuppressRestartsException(e);
        }
        kept.putAll(now.read());
        kept.putAll(now.written());
        return new EndpointGuard(
                state,
                kept.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    /** Parses the entries of the state, {@code name=value} each. */
    public static Map<String, String> parse(Iterable<String> entries) {
        Map<String, String> kept = new TreeMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            kept.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return kept;
    }

    /**
     * Compares kept endpoints with the present ones. Names that only one side has do not differ.
     *
     * @throws ChangedEndpointsException if an input differs, or an output and {@code acceptChangedTopics}
     *     is off
     */
    public static void check(Map<String, String> kept, Endpoints now, boolean acceptChangedTopics)
            throws ChangedEndpointsException {
        List<String> read = changes(kept, now.read());
        if (!read.isEmpty()) {
            throw ChangedEndpointsException.ofRead(read);
        }
        List<String> written = changes(kept, now.written());
        if (!written.isEmpty() && !acceptChangedTopics) {
            throw ChangedEndpointsException.ofWritten(written);
        }
    }

    void snapshot() throws Exception {
        state.update(entries);
    }

    private static List<String> changes(Map<String, String> kept, Map<String, String> now) {
        return EndpointChange.between(kept, now).stream()
                .map(EndpointChange::toString)
                .toList();
    }
}
