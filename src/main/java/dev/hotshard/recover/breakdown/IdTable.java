package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Profiles by id, exact up to {@value #MAX_IDS} ids. With more ids, an {@link IdSketch} counts the events
 * of all of them, and only heavy ids keep a profile:
 *
 * <ul>
 * <li>every id gets a profile when one of its events is added;
 * <li>when {@value #MAX_IDS} ids have one, the {@value #KEPT} heaviest keep theirs, and the others lose it.
 * </ul>
 *
 * <p>A profile therefore covers all events since the id last lost one, or all of its events if it never did.
 * The sketch counts what a profile missed. Evicting costs n log n once in {@value #KEPT} new ids.
 */
final class IdTable implements Serializable {

    static final int MAX_IDS = 10_000;
    /** The number of profiles kept when not all can be. */
    static final int KEPT = MAX_IDS / 2;

    private static final long serialVersionUID = 1L;

    private static final Comparator<WeightedId> BY_COUNT =
            Comparator.comparingLong(WeightedId::atLeast).reversed();

    private final HashMap<TextHash, IdProfile> profiles = new HashMap<>();
    private final BottomKSketch ids = new BottomKSketch();
    /** Counts of all events; null as long as the table is exact. */
    private IdSketch sketch;

    /** An id with the bounds of its number of events. */
    record WeightedId(TextHash id, IdProfile profile, long atLeast, long atMost) {}

    /**
     * The profile of an id, to which the caller must add an event of that id at once.
     *
     * @param create makes the profile of an id without one, given whether it will cover all events of the
     *     id
     */
    IdProfile at(TextHash id, Function<Boolean, IdProfile> create) {
        IdProfile profile = profiles.get(id);
        if (profile == null && profiles.size() == MAX_IDS) {
            keepHeaviest();
        }
        if (sketch != null) {
            sketch.add(id, 1);
        }
        if (profile == null) {
            profile = create.apply(sketch == null);
            profiles.put(id, profile);
            ids.add(id.high());
        }
        return profile;
    }

    private void keepHeaviest() {
        sketch = sketchOfAll();
        sorted(BY_COUNT.thenComparing(WeightedId::id))
                .subList(KEPT, profiles.size())
                .forEach(light -> profiles.remove(light.id));
    }

    private IdSketch sketchOfAll() {
        if (sketch != null) {
            return sketch;
        }
        IdSketch all = new IdSketch();
        profiles.forEach((id, profile) -> all.add(id, profile.events));
        return all;
    }

    /** Adds the events of another table, which must not be used afterwards. */
    void merge(IdTable other) {
        boolean exact = sketch == null;
        boolean otherExact = other.sketch == null;
        ids.merge(other.ids);
        if (!exact || !otherExact) {
            sketch = sketchOfAll();
            sketch.merge(other.sketchOfAll());
        }
        // An id without a profile in a table has no event there only if that table is exact.
        profiles.forEach((id, profile) -> profile.complete &= otherExact || other.profiles.containsKey(id));
        other.profiles.forEach((id, profile) -> {
            IdProfile mine = profiles.get(id);
            if (mine == null) {
                profile.complete &= exact;
                profiles.put(id, profile);
            } else {
                mine.merge(profile);
            }
        });
        if (profiles.size() > MAX_IDS) {
            keepHeaviest();
        }
    }

    /** All ids with a profile, by the lower bound of their count descending, then by id. */
    List<WeightedId> byCount() {
        return sorted(BY_COUNT.thenComparing(weighted -> weighted.profile.distinctId.text())
                .thenComparing(weighted -> weighted.profile.project.text())
                .thenComparing(WeightedId::id));
    }

    private List<WeightedId> sorted(Comparator<WeightedId> order) {
        List<WeightedId> all = new ArrayList<>(profiles.size());
        profiles.forEach((id, profile) -> all.add(weighted(id, profile)));
        all.sort(order);
        return all;
    }

    private WeightedId weighted(TextHash id, IdProfile profile) {
        return profile.complete
                ? new WeightedId(id, profile, profile.events, profile.events)
                : new WeightedId(
                        id,
                        profile,
                        Math.max(profile.events, sketch.atLeast(id)),
                        Math.max(profile.events, sketch.atMost(id)));
    }

    /** The most events that an id without a profile may have. */
    long unknownAtMost() {
        return sketch == null ? 0 : sketch.othersAtMost(profiles.keySet());
    }

    /** The largest difference between the bounds of a count. */
    long maxError() {
        return sketch == null ? 0 : sketch.maxError();
    }

    boolean isExact() {
        return sketch == null;
    }

    /** The number of ids; an estimate unless {@link #isExact}. */
    long count() {
        return sketch == null ? profiles.size() : Math.max(ids.count(), profiles.size());
    }

    /** The number of profiles. */
    int size() {
        return profiles.size();
    }
}
