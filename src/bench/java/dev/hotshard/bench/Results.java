package dev.hotshard.bench;

import dev.hotshard.detect.HotId;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the one job of this process gave, where all of it is kept. Static as {@link Traffic} is. */
final class Results {

    static final Queue<OutputRecord> EVENTS = new ConcurrentLinkedQueue<>();
    static final Queue<HotId> HOT_IDS = new ConcurrentLinkedQueue<>();
    static final Queue<DeadLetter> DEAD_LETTERS = new ConcurrentLinkedQueue<>();

    private Results() {}

    static void clear() {
        EVENTS.clear();
        HOT_IDS.clear();
        DEAD_LETTERS.clear();
    }
}
