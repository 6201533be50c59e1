package dev.hotshard.recover.breakdown;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;

/**
 * Counts events by id, for any number of ids, in 1.2 MB.
 *
 * <p>Counts are exact for up to three quarters of {@value #SIZE} ids, told apart by the high half of their
 * hashes. Above that they lie between bounds no further apart than 3.5 / {@value #SIZE} of all events.
 *
 * <p>This is the frequent-items sketch of DataSketches (Misra-Gries; Anderson et al., "A High-Performance
 * Algorithm for Identifying Frequent Items in Data Streams", 2017).
 */
final class IdSketch implements Serializable {

    static final int SIZE = 1 << 16;

    private static final long serialVersionUID = 1L;

    private transient LongsSketch sketch = new LongsSketch(SIZE);

    void add(TextHash id, long events) {
        sketch.update(id.high(), events);
    }

    void merge(IdSketch other) {
        sketch.merge(other.sketch);
    }

    long atLeast(TextHash id) {
        return sketch.getLowerBound(id.high());
    }

    long atMost(TextHash id) {
        return sketch.getUpperBound(id.high());
    }

    /** The largest difference between the bounds of a count. */
    long maxError() {
        return sketch.getMaximumError();
    }

    /** The most events that an id other than these may have. */
    long othersAtMost(Set<TextHash> ids) {
        Set<Long> known = ids.stream().map(TextHash::high).collect(Collectors.toSet());
        return Stream.of(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .filter(row -> !known.contains(row.getItem()))
                .mapToLong(LongsSketch.Row::getUpperBound)
                .reduce(maxError(), Math::max);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        // As text: the binary form goes through a library that rejects JDKs it does not know.
        out.writeObject(sketch.serializeToString());
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        sketch = LongsSketch.getInstance((String) in.readObject());
    }
}
