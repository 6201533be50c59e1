package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often each of some things was seen: exact as long as there are no more than {@code capacity}, above
 * that for the frequent ones. Adding costs a look-up, or {@code capacity} steps for one that is new where
 * there is no room.
 *
 * <p>Space-Saving (Metwally et al., 2005): the least count gives way, and who takes its place inherits it
 * as a possible error. So with n events in all no error is above n / capacity, and who has more than that
 * is there. Two are merged as in Cafaro et al., 2016, which keeps the bound.
 *
 * @param <T> what is shown of a thing
 */
final class SpaceSaving<T extends Serializable> implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Comparator<Entry<?>> LIGHTEST =
            Comparator.<Entry<?>>comparingLong(Entry::count).thenComparing(Entry::key);
    private static final Comparator<Entry<?>> HEAVIEST =
            Comparator.<Entry<?>>comparingLong(Entry::atLeast).reversed().thenComparing(Entry::key);

    private final int capacity;
    private HashMap<TextHash, Entry<T>> entries = new HashMap<>(4);
    private boolean overflowed;

    /**
     * @param count at most as often was it seen
     * @param error how much too large that may be
     */
    record Entry<T extends Serializable>(TextHash key, T thing, long count, long error) implements Serializable {

        /** At least as often was it seen. */
        long atLeast() {
            return count - error;
        }

        private Entry<T> plus(long more, long moreError) {
            return new Entry<>(key, thing, count + more, error + moreError);
        }
    }

    SpaceSaving(int capacity) {
        this.capacity = capacity;
    }

    /** Counts one; asks what is to be shown only if it has to. */
    void add(TextHash key, Supplier<T> thing) {
        Entry<T> entry = entries.get(key);
        if (entry == null) {
            long least = 0;
            if (entries.size() == capacity) {
                overflowed = true;
                Entry<T> leaving = entries.values().stream().min(LIGHTEST).orElseThrow();
                entries.remove(leaving.key);
                least = leaving.count;
            }
            entry = new Entry<>(key, thing.get(), least, least);
        }
        entries.put(key, entry.plus(1, 0));
    }

    void merge(SpaceSaving<T> other) {
        long mine = unseenAtMost();
        long theirs = other.unseenAtMost();
        HashMap<TextHash, Entry<T>> sum = new HashMap<>();
        entries.forEach((key, entry) -> {
            Entry<T> same = other.entries.get(key);
            sum.put(key, same == null ? entry.plus(theirs, theirs) : entry.plus(same.count, same.error));
        });
        other.entries.forEach((key, entry) -> sum.putIfAbsent(key, entry.plus(mine, mine)));
        overflowed |= other.overflowed || sum.size() > capacity;
        sum.values().stream()
                .sorted(LIGHTEST)
                .limit(Math.max(0, sum.size() - capacity))
                .toList()
                .forEach(light -> sum.remove(light.key));
        entries = sum;
    }

    /** How often at most a thing was seen that is not there. */
    private long unseenAtMost() {
        return overflowed
                ? entries.values().stream().mapToLong(Entry::count).min().orElse(0)
                : 0;
    }

    boolean isExact() {
        return !overflowed;
    }

    int size() {
        return entries.size();
    }

    /** All that are there, what was surely seen most often first. */
    List<Entry<T>> byCount() {
        return entries.values().stream().sorted(HEAVIEST).toList();
    }

    /** What was surely seen most often. */
    Optional<Entry<T>> heaviest() {
        return entries.values().stream().min(HEAVIEST);
    }
}
