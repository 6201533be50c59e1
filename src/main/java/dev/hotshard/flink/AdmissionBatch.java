package dev.hotshard.flink;

import dev.hotshard.event.Event;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Queries {@link LocalAdmission} for several events together. A sketch is larger than the processor's
 * cache, so each query waits for memory; a batch overlaps these waits. Holds an event for at most
 * {@value #HOLD_MILLIS} ms. Keeps the order of events.
 */
final class AdmissionBatch {

    /** About the number of memory reads that a core has in flight. */
    static final int SIZE = 16;

    /** The longest time that an event waits for others to fill its batch. */
    private static final long HOLD_MILLIS = 10;

    private final LocalAdmission admission;
    private final Thresholds thresholds;
    private final Consumer<Event> admitted;
    private final Consumer<Event> others;
    private final ProcessingTimeService timers;
    private final Event[] events = new Event[SIZE];
    private int size;
    private boolean releaseIsDue;
    /** Keeps the compiler from removing the touches. */
    private int touched;

    /**
     * @param thresholds the threshold of each event, which determines its allowance
     * @param admitted receives events that are admitted locally
     * @param others receives all others
     */
    AdmissionBatch(
            LocalAdmission admission,
            Thresholds thresholds,
            Consumer<Event> admitted,
            Consumer<Event> others,
            ProcessingTimeService timers) {
        this.admission = admission;
        this.thresholds = thresholds;
        this.admitted = admitted;
        this.others = others;
        this.timers = timers;
    }

    /** Adds an event, and releases the batch if it is full. */
    void add(Event event) {
        if (!releaseIsDue) {
            releaseLater();
        }
        events[size] = event;
        size++;
        if (size == SIZE) {
            release();
        }
    }

    private void releaseLater() {
        releaseIsDue = true;
        timers.registerTimer(timers.getCurrentProcessingTime() + HOLD_MILLIS, time -> {
            releaseIsDue = false;
            release();
        });
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
