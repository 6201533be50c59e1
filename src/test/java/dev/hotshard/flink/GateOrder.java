package dev.hotshard.flink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sequential reference for gates that run side by side: searches an order of events that keeps the order of
 * each gate and in which counting one event after the other gives every decision. With one gate there is only one
 * order. Knows nothing of how gate and detector work.
 */
final class GateOrder {

    /** An event of a key: the threshold that held for it, and whether it passed. */
    record Decided(long threshold, boolean passed) {}

    private GateOrder() {}

    /**
     * Whether there is such an order.
     *
     * @param before events of the key that were counted before all of these
     * @param gates events of each gate, in the order in which it read them
     */
    static boolean exists(long before, List<List<Decided>> gates) {
        // How far each gate may be after so many events: all that matters of an order is its length.
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

    /** The places after one more event, of a gate whose next event was decided as this count demands. */
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
