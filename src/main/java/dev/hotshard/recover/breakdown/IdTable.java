package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Ids and what is known of each. Exact up to {@value #MAX_IDS} ids. With more, an {@link IdSketch} counts
 * all of them, and a profile is kept of the heavy ones:
 *
 * <ul>
 *   <li>every id that comes in has a profile from then on;
 *   <li>when {@value #MAX_IDS} have one, those of the {@value #KEPT} heaviest stay, and the others go.
 * </ul>
 *
 * So an id's profile tells of all its events since it was last light enough to go, and of all at all if it
 * came early. What it has missed, the sketch has counted. Sorting out costs n log n once in {@value #KEPT}
 * new ids.
 */
final class IdTable implements Serializable {

    static final int MAX_IDS = 10_000;
    /** Profiles that stay where not all can. */
    static final int KEPT = MAX_IDS / 2;

    private static final long serialVersionUID = 1L;

    private static final Comparator<Weighed> BY_COUNT =
            Comparator.comparingLong(Weighed::atLeast).reversed();

    private final HashMap<TextHash, IdProfile> profiles = new HashMap<>();
    private final BottomKSketch ids = new BottomKSketch();
    /** Of all events; null as long as the table is exact. */
    private IdSketch sketch;

    /** An id, and between what its count of events lies. */
    record Weighed(TextHash id, IdProfile profile, long atLeast, long atMost) {}

    /**
     * The profile that an event of an id is to be added to, at once.
     *
     * @param fresh makes one for an id that has none; told whether all events of the id will be in it
     */
    IdProfile at(TextHash id, Function<Boolean, IdProfile> fresh) {
        IdProfile profile = profiles.get(id);
        if (profile == null && profiles.size() == MAX_IDS) {
            keepHeaviest();
        }
        if (sketch != null) {
            sketch.add(id, 1);
        }
        if (profile == null) {
            profile = fresh.apply(sketch == null);
            profiles.put(id, profile);
            ids.add(id.high());
        }
        return profile;
    }

    private void keepHeaviest() {
        sketch = orSketch();
        sorted(BY_COUNT.thenComparing(Weighed::id))
                .subList(KEPT, profiles.size())
                .forEach(light -> profiles.remove(light.id));
    }

    private IdSketch orSketch() {
        if (sketch != null) {
            return sketch;
        }
        IdSketch all = new IdSketch();
        profiles.forEach((id, profile) -> all.add(id, profile.events));
        return all;
    }

    /** Adds the events of another table, which is not to be used any more. */
    void merge(IdTable other) {
        boolean all = sketch == null;
        boolean othersAll = other.sketch == null;
        ids.merge(other.ids);
        if (!all || !othersAll) {
            sketch = orSketch();
            sketch.merge(other.orSketch());
        }
        // Who lacks a profile has had no event only where every id has one.
        profiles.forEach((id, profile) -> profile.complete &= othersAll || other.profiles.containsKey(id));
        other.profiles.forEach((id, profile) -> {
            IdProfile mine = profiles.get(id);
            if (mine == null) {
                profile.complete &= all;
                profiles.put(id, profile);
            } else {
                mine.merge(profile);
            }
        });
        if (profiles.size() > MAX_IDS) {
            keepHeaviest();
        }
    }

    /** All that have a profile, who surely has most events first, then by id. */
    List<Weighed> byCount() {
        return sorted(BY_COUNT.thenComparing(weighed -> weighed.profile.distinctId.text())
                .thenComparing(weighed -> weighed.profile.project.text())
                .thenComparing(Weighed::id));
    }

    private List<Weighed> sorted(Comparator<Weighed> order) {
        List<Weighed> all = new ArrayList<>(profiles.size());
        profiles.forEach((id, profile) -> all.add(weighed(id, profile)));
        all.sort(order);
        return all;
    }

    private Weighed weighed(TextHash id, IdProfile profile) {
        return profile.complete
                ? new Weighed(id, profile, profile.events, profile.events)
                : new Weighed(
                        id,
                        profile,
                        Math.max(profile.events, sketch.atLeast(id)),
                        Math.max(profile.events, sketch.atMost(id)));
    }

    /** How many events an id may have that has no profile. */
    long unknownAtMost() {
        return sketch == null ? 0 : sketch.othersAtMost(profiles.keySet());
    }

    /** How far apart the bounds of a count are at most. */
    long maxError() {
        return sketch == null ? 0 : sketch.maxError();
    }

    boolean isExact() {
        return sketch == null;
    }

    /** How many ids there are; exact if the table is. */
    long count() {
        return sketch == null ? profiles.size() : Math.max(ids.count(), profiles.size());
    }

    /** How many have a profile. */
    int size() {
        return profiles.size();
    }
}
