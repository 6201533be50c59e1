package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.Reason;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Set;

/**
 * The state of a breakdown: what went hot, by id. Any number of records, in bounded memory. Breakdowns of
 * several parts of an input can be merged. Not thread-safe.
 *
 * <p>It holds at most {@link IdTable#MAX_IDS} profiles, and 18 bytes for each of the {@link IdSketch#SIZE}
 * slots of a sketch. A profile has two texts of 1 KiB, {@link IdProfile#MAX_NAMES} names of 128 bytes,
 * {@link IdProfile#MAX_LIBRARIES} libraries of two texts of 64 bytes, two {@link BottomKSketch}es of 8 KiB,
 * 130 bytes of Java for each name and library, and 0.8 KiB for the rest: 29 KiB, or 36 where texts are not
 * Latin, which makes 370 MB in all. With ordinary ids it is 2 KiB.
 */
public final class Breakdown implements Serializable {

    /** The most ids that a report may list. */
    public static final int MAX_TOP = 1000;

    private static final long serialVersionUID = 1L;

    private final IdTable ids = new IdTable();
    private final EnumMap<Reason, Long> invalid = new EnumMap<>(Reason.class);
    /** Library versions in the input, no more of them than it takes to know that there are several. */
    private final Set<TextHash> versions = new HashSet<>();

    private long records;
    private long rewritten;
    private long withoutOriginals;

    /** Counts a record without a valid event. */
    void addInvalid(Reason reason) {
        records++;
        invalid.merge(reason, 1L, Long::sum);
    }

    /** Counts a valid event that was not rewritten. */
    void addOther() {
        records++;
    }

    /** Counts an event that is named as rewritten but cannot be restored. */
    void addWithoutOriginals() {
        records++;
        withoutOriginals++;
    }

    /** Adds a rewritten event, restored. For the parameters see {@link IdProfile#add}. */
    void addRewritten(Event original, long millis, LibraryReader library, FieldHashes hashes) {
        records++;
        rewritten++;
        ids.at(hashes.id(original), complete -> new IdProfile(original, complete))
                .add(original, millis, library, hashes);
    }

    /** Whether further library versions still make a difference. */
    boolean wantsVersions() {
        return versions.size() < 2;
    }

    void addVersion(TextHash version) {
        if (wantsVersions()) {
            versions.add(version);
        }
    }

    /** Adds the contents of another breakdown, which must not be used afterwards. */
    public void merge(Breakdown other) {
        ids.merge(other.ids);
        other.invalid.forEach((reason, count) -> invalid.merge(reason, count, Long::sum));
        other.versions.forEach(this::addVersion);
        records += other.records;
        rewritten += other.rewritten;
        withoutOriginals += other.withoutOriginals;
    }

    /**
     * Reports what was found so far.
     *
     * @param top how many ids to list, {@link #MAX_TOP} at most
     */
    public BreakdownReport report(int top) {
        long notValid = invalid.values().stream().mapToLong(Long::longValue).sum();
        long count = ids.count();
        ReportRows rows = new ReportRows(ids, rewritten, !wantsVersions());
        return new BreakdownReport(
                records,
                rewritten,
                withoutOriginals,
                records - rewritten - withoutOriginals - notValid,
                new EnumMap<>(invalid),
                count,
                ids.isExact(),
                ids.maxError(),
                rows.top(top),
                Math.max(0, count - top),
                rows.omittedAtMost(top));
    }
}
