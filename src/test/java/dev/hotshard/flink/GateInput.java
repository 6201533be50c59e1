package dev.hotshard.flink;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The input of a {@link GateModel}: the key of each event, its threshold, and the gate that reads it. The
 * input chooses a key when its event is first read and keeps it when the event is read again.
 */
final class GateInput {

    static final int KEYS = 3;

    private final SplittableRandom random;
    private final boolean perEvent;
    private final ThresholdPerEvent thresholds = new ThresholdPerEvent(1);
    private final List<Integer> keys = new ArrayList<>();
    private final Map<Long, Integer> gates = new HashMap<>();
    /** The approximate number of events of each key that were read in its life. */
    private final int[] read = new int[KEYS];

    private long threshold;

    /** @param perEvent whether events have thresholds of their own instead of that of the job */
    GateInput(SplittableRandom random, boolean perEvent) {
        this.random = random;
        this.perEvent = perEvent;
    }

    void setThreshold(long value) {
        threshold = value;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    /** Reads the event at a position. */
    Event read(int position, int gate) {
        if (position == keys.size()) {
            keys.add(random.nextInt(10) < 6 ? 0 : random.nextInt(KEYS));
        }
        int key = keys.get(position);
        thresholds.put(position, perEvent ? nextThreshold(key) : threshold);
        gates.put((long) position, gate);
        return event(position, key);
    }

    /** Often returns a threshold that any hint reaches, or one near the key's count. */
    private long nextThreshold(int key) {
        read[key]++;
        return switch (random.nextInt(4)) {
            case 0 -> threshold;
            case 1 -> Math.max(0, read[key] + random.nextInt(4) - 3);
            default -> random.nextInt(3);
        };
    }

    /** Notes that all lives are over. */
    void endLives() {
        Arrays.fill(read, 0);
    }

    int keyOf(long position) {
        return keys.get((int) position);
    }

    /** The gate that last read the event at a position. */
    int gateOf(long position) {
        return gates.get(position);
    }

    long thresholdOf(long position) {
        return thresholds.of(event((int) position, keyOf(position)));
    }

    static CounterKey counterKey(int key) {
        return event(0, key).key();
    }

    private static Event event(int position, int key) {
        byte[] value = Events.value("key " + key).getBytes(StandardCharsets.UTF_8);
        return Events.read(new SourceRecord(null, value, Headers.NONE, position, 0, position));
    }
}
