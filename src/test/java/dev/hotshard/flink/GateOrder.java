package dev.hotshard.flink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sequential reference for concurrent gates. It searches for an order of events that keeps the order of
 * each gate and in which sequential counting gives every decision. One gate has only one order. The
 * reference does not depend on how gate and detector work.
 */
final class GateOrder {

    /** An event of a key, with its threshold and whether it passed. */
    record Decided(long threshold, boolean passed) {}

    private GateOrder() {}

    /**
     * Returns whether such an order exists.
     *
     * @param before events of the key that were counted before all of these
     * @param gates events of each gate, in the order in which it read them
     */
    static boolean exists(long before, List<List<Decided>> gates) {
        // The places that all gates can have after n events. How they got there does not affect later
        // decisions.
        Set<List<Integer>> reached = Set.of(gates.stream().map(gate -> 0).toList());
        int events = gates.stream().mapToInt(List::size).sum();
        for (int n = 1; n <= events; n++) {
            long count = before + n;
            reached = reached.stream()
                    .flatMap(at -> next(at, count, gates).stream())
                    .collect(Collectors.toCollection(HashSet::new));
        }
        return !reached.isEmpty();
    }

    /** The places after one more event, from any gate whose next decision agrees with this count. */
    private static List<List<Integer>> next(List<Integer> at, long count, List<List<Decided>> gates) {
        List<List<Integer>> next = new ArrayList<>();
        for (int gate = 0; gate < gates.size(); gate++) {
            int place = at.get(gate);
            if (place < gates.get(gate).size()) {
                Decided event = gates.get(gate).get(place);
                if (event.passed() == count <= event.threshold()) {
                    Integer[] moved = at.toArray(Integer[]::new);
                    moved[gate]++;
                    next.add(Arrays.asList(moved));
                }
            }
        }
        return next;
    }
}
