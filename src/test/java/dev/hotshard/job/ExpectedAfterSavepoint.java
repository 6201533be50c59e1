package dev.hotshard.job;

import static dev.hotshard.job.StoredSavepoint.THRESHOLD;

/**
 * What must become of one id's events, computed from the rules alone: a gate admits up to its allowance by
 * itself, and the detector admits {@link StoredSavepoint#THRESHOLD} of those that reach it. One subtask read the
 * events before the savepoint, and one of several reads those after it.
 *
 * @param admitted of the events after the savepoint
 * @param counted by the detector, before the savepoint and after it
 * @param alert whether the id becomes hot after the savepoint
 */
record ExpectedAfterSavepoint(int admitted, int counted, boolean alert) {

    static ExpectedAfterSavepoint of(StoredSavepoint.IdTraffic id, StoredSavepoint savepoint, int gates) {
        int byGateBefore = Math.min(id.before(), savepoint.allowance(1));
        int countedBefore = id.before() - byGateBefore;
        // Each gate resumes with an equal share, rounded up, of what all gates had admitted.
        int share = (byGateBefore + gates - 1) / gates;
        int byGate = Math.min(id.after(), Math.max(0, savepoint.allowance(gates) - share));
        int counted = id.after() - byGate;
        int byDetector = Math.min(counted, Math.max(0, THRESHOLD - countedBefore));
        int total = countedBefore + counted;
        return new ExpectedAfterSavepoint(byGate + byDetector, total, countedBefore <= THRESHOLD && total > THRESHOLD);
    }

    boolean isHot() {
        return counted > THRESHOLD;
    }

    /** How many events the detector or a gate has rewritten. */
    int rewritten() {
        return Math.max(0, counted - THRESHOLD);
    }
}
