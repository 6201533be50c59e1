package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.util.function.Consumer;

/**
 * Asks {@link LocalAdmission} about several events together. A sketch is larger than the processor's cache,
 * so each answer waits for memory; those of a batch wait at the same time. Keeps the order of events.
 */
final class AdmissionBatch {

    /** About as many reads of memory as a core has under way at once. */
    static final int SIZE = 16;

    private final LocalAdmission admission;
    private final Thresholds thresholds;
    private final Consumer<Event> admitted;
    private final Consumer<Event> others;
    private final Event[] events = new Event[SIZE];
    private int size;
    /** Keeps the compiler from leaving the touches out. */
    private int touched;

    /**
     * @param thresholds whose allowances hold
     * @param admitted takes events that are admitted here
     * @param others takes all others
     */
    AdmissionBatch(LocalAdmission admission, Thresholds thresholds, Consumer<Event> admitted, Consumer<Event> others) {
        this.admission = admission;
        this.thresholds = thresholds;
        this.admitted = admitted;
        this.others = others;
    }

    /** Holds the event, or lets all out if the batch is full with it. */
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

    /** Lets all events out that are held. */
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
