package dev.hotshard.recover.breakdown;

import dev.hotshard.event.Event;
import dev.hotshard.event.Reason;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Set;

/**
 * What went hot, by id: the state of a review of any number of records, in bounded memory. Those of several
 * parts of an input can be merged.
 *
 * <p>It takes at most {@link IdTable#MAX_IDS} profiles, and 18 bytes for each of the {@link IdSketch#SIZE}
 * places of a sketch. A profile has two texts of 1 KiB, {@link IdProfile#MAX_NAMES} names of 128 bytes,
 * {@link IdProfile#MAX_LIBRARIES} libraries of two texts of 64 bytes, two times 8 KiB of {@link BottomKSketch}
 * values, 130 bytes of Java for each name and library, and 0.8 KiB for the rest: 29 KiB, 36 where texts are
 * not Latin, so 370 MB in all; 2 KiB, as ids usually are.
 */
public final class Breakdown implements Serializable {

    /** Of so many ids a report can tell. */
    public static final int MAX_TOP = 1000;

    private static final long serialVersionUID = 1L;

    private final IdTable ids = new IdTable();
    private final EnumMap<Reason, Long> invalid = new EnumMap<>(Reason.class);
    /** Versions of libraries in the input: no more than it takes to know that there are several. */
    private final Set<TextHash> versions = new HashSet<>();

    private long records;
    private long rewritten;
    private long withoutOriginals;

    /** Counts a record that holds no valid event. */
    void addInvalid(Reason reason) {
        records++;
        invalid.merge(reason, 1L, Long::sum);
    }

    /** Counts a valid record that is no rewritten event. */
    void addOther() {
        records++;
    }

    /** Counts an event that is named as a rewritten one and cannot be restored. */
    void addWithoutOriginals() {
        records++;
        withoutOriginals++;
    }

    /** Adds a rewritten event, restored; for the rest see {@link IdProfile#add}. */
    void addRewritten(Event original, long millis, LibraryReader library, FieldHashes hashes) {
        records++;
        rewritten++;
        ids.at(hashes.id(original), complete -> new IdProfile(original, complete))
                .add(original, millis, library, hashes);
    }

    /** Whether it has to be told of versions of libraries still. */
    boolean wantsVersions() {
        return versions.size() < 2;
    }

    void addVersion(TextHash version) {
        if (wantsVersions()) {
            versions.add(version);
        }
    }

    /** Adds what another one holds, which is not to be used any more. */
    public void merge(Breakdown other) {
        ids.merge(other.ids);
        other.invalid.forEach((reason, count) -> invalid.merge(reason, count, Long::sum));
        other.versions.forEach(this::addVersion);
        records += other.records;
        rewritten += other.rewritten;
        withoutOriginals += other.withoutOriginals;
    }

    /**
     * What was found.
     *
     * @param top of how many ids it is to tell, {@link #MAX_TOP} at most
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
