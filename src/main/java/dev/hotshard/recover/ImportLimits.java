package dev.hotshard.recover;

import dev.hotshard.event.json.Members;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the import of the product takes: an event of 1 MB with 255 properties, and batches of 2000 events
 * and 2 MB.
 *
 * @param eventBytes the largest event
 * @param properties the most properties of an event
 * @param batchEvents the most events of a batch
 * @param batchBytes the largest batch, brackets and commas included
 */
public record ImportLimits(int eventBytes, int properties, int batchEvents, int batchBytes) implements Serializable {

    public static final ImportLimits PRODUCT = new ImportLimits(1_000_000, 255, 2000, 2_000_000);

    /**
     * Which limits an event is above.
     *
     * @param properties where its properties lie
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

    /** Whether a batch of one event of this length is small enough. */
    public boolean fitsBatch(int length) {
        return length <= batchBytes - 2;
    }
}
