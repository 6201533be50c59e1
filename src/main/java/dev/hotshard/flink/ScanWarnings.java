package dev.hotshard.flink;

import dev.hotshard.event.Event;
import dev.hotshard.event.InputWarnings;
import dev.hotshard.event.ValueExample;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says, once a minute at the most, that events have no usable time, and that no record has an id, which a
 * job that looks healthy would hide. Records with an id and a time cost it one store. Not thread-safe.
 */
final class ScanWarnings {

    /** So many records in a row without an id are no coincidence. */
    static final int MANY = 10_000;

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final Pause timePause = new Pause();
    private final Pause idPause = new Pause();
    private long fellBack;
    private int withoutId;

    /** @param log takes each sentence */
    ScanWarnings(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** A record had an id. */
    void hasId() {
        withoutId = 0;
    }

    /** A record had none, whatever it was. */
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

    /** An event was dated by its record's timestamp or the clock. */
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

        /** Begins another one if it is. */
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
