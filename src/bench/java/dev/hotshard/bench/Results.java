package dev.hotshard.bench;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.notice.HotIdNotice;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The output of the only job in this process, if it is kept. Static, because Flink copies operators. */
final class Results {

    static final Queue<OutputRecord> EVENTS = new ConcurrentLinkedQueue<>();
    static final Queue<HotIdNotice> HOT_IDS = new ConcurrentLinkedQueue<>();
    static final Queue<DeadLetter> DEAD_LETTERS = new ConcurrentLinkedQueue<>();

    private Results() {}

    /** Counter keys of the alerts. */
    static Stream<String> openedKeys() {
        return HOT_IDS.stream()
                .filter(id -> id.type() == HotIdNotice.Type.OPENED)
                .map(id -> id.key().toHex());
    }

    static void clear() {
        EVENTS.clear();
        HOT_IDS.clear();
        DEAD_LETTERS.clear();
    }
}
