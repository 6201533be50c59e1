package dev.hotshard.recover;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;

/**
 * What a restore did.
 *
 * @param totals counts by outcome, only of those that occurred
 * @param restored restored events by ledger key, by count descending
 * @param error the most by which the count of a row may be too low; 0 if all are exact
 */
public record RestoreReport(EnumMap<Outcome, Long> totals, List<Row> restored, long error) implements Serializable {

    /**
     * The restored events of one project, id and event date.
     *
     * @param project empty if there is none
     * @param distinctId the id after the restore
     * @param eventDate {@code YYYY-MM-DD}, empty if there is none
     * @param count a lower bound of their number
     * @param atMost an upper bound
     */
    public record Row(String project, String distinctId, String eventDate, long count, long atMost)
            implements Serializable {}

    /** The number of records or events with an outcome. */
    public long total(Outcome outcome) {
        return totals.getOrDefault(outcome, 0L);
    }

    /** Records that were left as they are. */
    public long left() {
        return total(Outcome.NOT_CHOSEN) + total(Outcome.NOT_REWRITTEN) + total(Outcome.UNUSABLE);
    }

    /** Records that were read. */
    public long read() {
        return total(Outcome.READ);
    }

    /** Whether every record that was read was restored, left as it is, or made a dead letter. */
    public boolean isConserved() {
        return read() == total(Outcome.RESTORED) + left() + total(Outcome.DEAD_LETTERS);
    }

    /** Rows with more than {@code threshold} restored events, or possibly more within the error. */
    public List<Row> above(long threshold) {
        return restored.stream().filter(row -> row.atMost() > threshold).toList();
    }
}
