package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.util.function.Consumer;

/**
 * Queries {@link LocalAdmission} for several events together. A sketch is larger than the processor's
 * cache, so each query waits for memory; a batch overlaps these waits. Keeps the order of events.
 */
final class AdmissionBatch {

    /** About the number of memory reads that a core has in flight. */
    static final int SIZE = 16;

    private final LocalAdmission admission;
    private final Thresholds thresholds;
    private final Consumer<Event> admitted;
    private final Consumer<Event> others;
    private final Event[] events = new Event[SIZE];
    private int size;
    /** Keeps the compiler from removing the touches. */
    private int touched;

    /**
     * @param thresholds the threshold of each event, which determines its allowance
     * @param admitted receives events that are admitted locally
     * @param others receives all others
     */
    AdmissionBatch(LocalAdmission admission, Thresholds thresholds, Consumer<Event> admitted, Consumer<Event> others) {
        this.admission = admission;
        this.thresholds = thresholds;
        this.admitted = admitted;
        this.others = others;
    }

    /** Adds an event, and releases the batch if it is full. */
    void add(Event event) {
        events[size] = event;
        size++;
        if (size == SIZE) {
            release();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Passes on all events of the batch, full or not. */
    void release() {
        for (int i = 0; i < size; i++) {
            touched += admission.touch(events[i].key());
        }
        for (int i = 0; i < size; i++) {
            Event event = events[i];
            events[i] = null;
            if (admission.admit(event.key(), thresholds.of(event))) {
                admitted.accept(event);
            } else {
                others.accept(event);
            }
        }
        size = 0;
    }
}
