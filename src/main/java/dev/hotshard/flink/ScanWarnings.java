package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.InputWarnings;
import dev.hotshard.event.ValueExample;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Warns, at most once a minute each, of events without a usable time and of input in which no record has an
 * id. Without these warnings such a job would look healthy. A record with an id and a time costs one store.
 * Not thread-safe.
 */
final class ScanWarnings {

    /** A run of records without an id that is too long to be a coincidence. */
    static final int MANY = 10_000;

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final Pause timePause = new Pause();
    private final Pause idPause = new Pause();
    private long fellBack;
    private int withoutId;

    /** @param log receives each warning, a sentence */
    ScanWarnings(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** Reports a record with an id. */
    void hasId() {
        withoutId = 0;
    }

    /** Reports a record without an id, of any kind. */
    void hasNoId() {
        if (++withoutId >= MANY) {
            withoutId = 0;
            if (idPause.isOver()) {
                log.accept(String.format(
                        Locale.ROOT,
                        "None of the last %,d records had an id: %s. The metrics uncounted.* and "
                                + "deadLetters.* say what they are",
                        MANY,
                        InputWarnings.EXPECTED_IDS));
            }
        }
    }

    /** Reports an event that was dated by its record's timestamp or the clock. */
    void timeFellBack(Event event) {
        fellBack++;
        if (timePause.isOver()) {
            log.accept(String.format(
                    Locale.ROOT,
                    "Events without a usable time since the last such line, dated by the record's timestamp or "
                            + "the clock: %,d; %s",
                    fellBack,
                    InputWarnings.unusableTime(ValueExample.of(event.value(), event.time()))));
            fellBack = 0;
        }
    }

    private final class Pause {

        private boolean begun;
        private long since;

        /** Whether a minute has passed since this last returned true; true the first time. */
        boolean isOver() {
            long now = nanoTime.getAsLong();
            if (begun && now - since < PAUSE_NANOS) {
                return false;
            }
            begun = true;
            since = now;
            return true;
        }
    }
}
