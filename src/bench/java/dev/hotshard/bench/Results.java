package dev.hotshard.bench;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.testkit.reference.Notices;
import dev.hotshard.testkit.reference.ReadNotice;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The output of the only job in this process, if it is kept. Static, because Flink copies operators. */
final class Results {

    private static final Queue<OutputRecord> RECORDS = new ConcurrentLinkedQueue<>();

    private Results() {}

    static boolean add(OutputRecord record) {
        return RECORDS.add(record);
    }

    static List<OutputRecord> of(Route route) {
        return RECORDS.stream().filter(record -> record.route() == route).toList();
    }

    /** Counter keys of the alerts. */
    static Stream<String> openedKeys() {
        return of(Route.HOT_IDS).stream()
                .map(Notices::read)
                .filter(id -> id.type() == ReadNotice.Type.OPENED)
                .map(id -> id.key().toHex());
    }

    static void clear() {
        RECORDS.clear();
    }
}
