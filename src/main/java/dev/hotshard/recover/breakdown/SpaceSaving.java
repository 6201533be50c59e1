package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts occurrences of items: exact for up to {@code capacity} items, above that within bounds for the
 * frequent ones. Counting costs a look-up, or {@code capacity} steps for a new item when there is no room.
 * Not thread-safe.
 *
 * <p>This is Space-Saving (Metwally et al., 2005): a new item replaces the one with the least count and
 * inherits that count as its possible error. After n occurrences no error exceeds n / capacity, and every
 * item that occurred more often is present. Merging follows Cafaro et al., 2016, which preserves that
 * bound.
 *
 * @param <T> what is shown of an item
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
     * An item and its count.
     *
     * @param count an upper bound of its occurrences
     * @param error the most by which that bound may be too high
     */
    record Entry<T extends Serializable>(TextHash key, T item, long count, long error) implements Serializable {

        /** A lower bound of its occurrences. */
        long atLeast() {
            return count - error;
        }

        private Entry<T> plus(long more, long moreError) {
            return new Entry<>(key, item, count + more, error + moreError);
        }
    }

    SpaceSaving(int capacity) {
        this.capacity = capacity;
    }

    /** Counts one occurrence. Calls {@code item} only for an item that is not present. */
    void add(TextHash key, Supplier<T> item) {
        Entry<T> entry = entries.get(key);
        if (entry == null) {
            long least = 0;
            if (entries.size() == capacity) {
                overflowed = true;
                Entry<T> leaving = entries.values().stream().min(LIGHTEST).orElseThrow();
                entries.remove(leaving.key);
                least = leaving.count;
            }
            entry = new Entry<>(key, item.get(), least, least);
        }
        entries.put(key, entry.plus(1, 0));
    }

    /** Adds all occurrences that another instance has counted. */
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

    /** The most occurrences that an item not present may have had. */
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

    /** All items present, by the lower bound of their count descending. */
    List<Entry<T>> byCount() {
        return entries.values().stream().sorted(HEAVIEST).toList();
    }

    /** The item with the highest lower bound. */
    Optional<Entry<T>> heaviest() {
        return entries.values().stream().min(HEAVIEST);
    }
}
