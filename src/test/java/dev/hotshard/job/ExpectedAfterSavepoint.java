package dev.hotshard.job;

import static dev.hotshard.job.StoredSavepoint.THRESHOLD;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The expected outcomes of one id's events, computed from the contract alone. A gate admits up to its
 * allowance by itself, and the detector admits {@link StoredSavepoint#THRESHOLD} of the events that reach
 * it. One subtask read the events before the savepoint, and one of several reads those after it.
 *
 * @param admitted the number of events after the savepoint that are admitted
 * @param counted the number of events that the detector counts before and after the savepoint
 * @param alerts the names of the events that raise an alert after the savepoint
 * @param heldHints the bounds of the hints that the savepoint holds
 */
record ExpectedAfterSavepoint(int admitted, int counted, List<String> alerts, List<Long> heldHints) {

    static ExpectedAfterSavepoint of(StoredSavepoint.IdTraffic id, StoredSavepoint savepoint, int gates) {
        int byGateBefore = Math.min(id.before(), savepoint.allowance(1));
        int countedBefore = id.before() - byGateBefore;
        // Each gate resumes with an equal share, rounded up, of what all gates had admitted.
        int share = (byGateBefore + gates - 1) / gates;
        int byGate = Math.min(id.after(), Math.max(0, savepoint.allowance(gates) - share));
        int counted = id.after() - byGate;
        int byDetector = Math.min(counted, Math.max(0, THRESHOLD - countedBefore));
        int total = countedBefore + counted;
        boolean becomesHot = countedBefore <= THRESHOLD && total > THRESHOLD;
        return new ExpectedAfterSavepoint(
                byGate + byDetector,
                total,
                becomesHot ? List.of("event " + (id.before() + byGate + byDetector)) : List.of(),
                hints(countedBefore));
    }

    /** The detector sends a hint when an id becomes hot, and whenever its count has doubled. */
    private static List<Long> hints(int counted) {
        return LongStream.iterate(THRESHOLD + 1, bound -> bound <= counted, bound -> 2 * bound)
                .boxed()
                .toList();
    }

    boolean isHot() {
        return counted > THRESHOLD;
    }

    /** The number of events that the detector or a gate has rewritten. */
    int rewritten() {
        return Math.max(0, counted - THRESHOLD);
    }
}
