package dev.hotshard.breakdown;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;

/**
 * Ids and what is known of each. Exact up to {@value #MAX_IDS} ids. With more, a frequent-items sketch counts all of them
 * (Misra-Gries; Anderson et al., "A High-Performance Algorithm for Identifying Frequent Items in Data Streams", 2017), and a profile is
 * kept of the heavy ones:
 *
 * <ul>
 *   <li>every id that comes in has a profile from then on;
 *   <li>when {@value #MAX_IDS} have one, those of the {@value #KEPT} heaviest stay, and the others go.
 * </ul>
 *
 * So an id's profile tells of all its events since it was last light enough to go, and of all at all if it came early. What it has missed, the
 * sketch has counted. Sorting out costs n log n once in {@value #KEPT} new ids.
 */
final class IdTable implements Serializable {

    static final int MAX_IDS = 10_000;
    /** Profiles that stay where not all can. */
    static final int KEPT = MAX_IDS / 2;
    /** Of the sketch: no count is wrong by more than 3.5 / this of all events. */
    static final int SKETCH_SIZE = 1 << 16;

    private static final long serialVersionUID = 1L;

    private static final Comparator<Weighed> BY_COUNT = Comparator.comparingLong(Weighed::atLeast).reversed();

    private final HashMap<TextKey, IdProfile> profiles = new HashMap<>();
    private final Distinct ids = new Distinct();
    /** Of all events, by the high half of their id's key; null as long as the table is exact. */
    private transient LongsSketch sketch;

    /** An id, and between what its count of events lies. */
    record Weighed(TextKey id, IdProfile profile, long atLeast, long atMost) {}

    /** The profile of an id that an event of is to be added to, at once. */
    IdProfile at(TextKey id, Function<Boolean, IdProfile> complete) {
        IdProfile profile = profiles.get(id);
        if (profile == null && profiles.size() == MAX_IDS) {
            keepHeaviest();
        }
        if (sketch != null) {
            sketch.update(id.high());
        }
        if (profile == null) {
            profile = complete.apply(sketch == null);
            profiles.put(id, profile);
            ids.add(id.high());
        }
        return profile;
    }

    private void keepHeaviest() {
        sketch = orSketch();
        sorted(BY_COUNT.thenComparing(Weighed::id)).subList(KEPT, profiles.size()).forEach(light -> profiles.remove(light.id));
    }

    private LongsSketch orSketch() {
        if (sketch != null) {
            return sketch;
        }
        LongsSketch all = new LongsSketch(SKETCH_SIZE);
        profiles.forEach((id, profile) -> all.update(id.high(), profile.events));
        return all;
    }

    /** Adds the events of another table, which is not to be used any more. */
    void merge(IdTable other) {
        boolean all = sketch == null;
        boolean othersAll = other.sketch == null;
        ids.merge(other.ids);
        if (!all || !othersAll) {
            sketch = orSketch().merge(other.orSketch());
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
        return sorted(BY_COUNT
                .thenComparing(weighed -> weighed.profile.distinctId.text())
                .thenComparing(weighed -> weighed.profile.project.text())
                .thenComparing(Weighed::id));
    }

    private List<Weighed> sorted(Comparator<Weighed> order) {
        List<Weighed> all = new ArrayList<>(profiles.size());
        profiles.forEach((id, profile) -> all.add(weighed(id, profile)));
        all.sort(order);
        return all;
    }

    private Weighed weighed(TextKey id, IdProfile profile) {
        return profile.complete
                ? new Weighed(id, profile, profile.events, profile.events)
                : new Weighed(id, profile, Math.max(profile.events, sketch.getLowerBound(id.high())),
                        Math.max(profile.events, sketch.getUpperBound(id.high())));
    }

    /** How many events an id may have that has no profile. */
    long unknownAtMost() {
        if (sketch == null) {
            return 0;
        }
        Set<Long> known = profiles.keySet().stream().map(TextKey::high).collect(Collectors.toSet());
        return Stream.of(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .filter(row -> !known.contains(row.getItem()))
                .mapToLong(LongsSketch.Row::getUpperBound)
                .reduce(sketch.getMaximumError(), Math::max);
    }

    /** How far apart the bounds of a count are at most. */
    long maxError() {
        return sketch == null ? 0 : sketch.getMaximumError();
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

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        // As a text: the sketch's binary form goes through a library that refuses JDKs that it does not know.
        out.writeObject(sketch == null ? null : sketch.serializeToString());
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        String text = (String) in.readObject();
        sketch = text == null ? null : LongsSketch.getInstance(text);
    }
}
