package dev.hotshard.recover;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;

/**
 * What a restore did.
 *
 * @param totals how many of each kind, only those that occurred
 * @param restored restored events by id and date, the most first
 * @param error how much the counts of ids and dates can be off; 0 if they are exact
 */
public record RestoreReport(EnumMap<Outcome, Long> totals, List<Row> restored, long error) implements Serializable {

    /**
     * Restored events of one id and date.
     *
     * @param project empty where there is none
     * @param distinctId the id that the events bear now
     * @param eventDate {@code YYYY-MM-DD}, empty where they have none
     * @param count how many there are at the least
     * @param atMost how many at the most
     */
    public record Row(String project, String distinctId, String eventDate, long count, long atMost)
            implements Serializable {}

    public long total(Outcome total) {
        return totals.getOrDefault(total, 0L);
    }

    /** Records that stay as they came. */
    public long left() {
        return total(Outcome.NOT_CHOSEN) + total(Outcome.NOT_REWRITTEN) + total(Outcome.UNUSABLE);
    }

    /** Records that were read. */
    public long read() {
        return total(Outcome.READ);
    }

    /** Whether each record that was read went one of three ways. */
    public boolean isConserved() {
        return read() == total(Outcome.RESTORED) + left() + total(Outcome.DEAD_LETTERS);
    }

    /** Ids and dates with more restored events than a limit, or with as many as the error leaves open. */
    public List<Row> above(long limit) {
        return restored.stream().filter(row -> row.atMost() > limit).toList();
    }
}
