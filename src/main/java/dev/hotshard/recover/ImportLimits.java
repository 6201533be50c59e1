package dev.hotshard.recover;

import dev.hotshard.event.json.Members;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of the product's import: for an event its size and number of properties, for a batch its size
 * and number of events.
 *
 * @param eventBytes the largest event, in bytes
 * @param properties the most properties per event
 * @param batchEvents the most events per batch
 * @param batchBytes the largest batch, in bytes, brackets and commas included
 */
public record ImportLimits(int eventBytes, int properties, int batchEvents, int batchBytes) implements Serializable {

    /** 1 MB and 255 properties per event; 2,000 events and 2 MB per batch. */
    public static final ImportLimits PRODUCT = new ImportLimits(1_000_000, 255, 2000, 2_000_000);

    /**
     * The limits that an event exceeds, as outcomes; empty if an import accepts it.
     *
     * @param event JSON, UTF-8
     * @param properties the span of its properties
     */
    public List<Outcome> excesses(byte[] event, long properties) {
        List<Outcome> excesses = new ArrayList<>(0);
        if (event.length > eventBytes) {
            excesses.add(Outcome.TOO_LARGE_TO_IMPORT);
        }
        if (Members.count(event, properties) > this.properties) {
            excesses.add(Outcome.TOO_MANY_PROPERTIES);
        }
        if (!fitsBatch(event.length)) {
            excesses.add(Outcome.IN_NO_BATCH);
        }
        return excesses;
    }

    /** Whether an event of this many bytes fits into a batch of its own. */
    boolean fitsBatch(int length) {
        return length <= batchBytes - 2;
    }
}
