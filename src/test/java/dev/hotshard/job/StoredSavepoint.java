package dev.hotshard.job;

import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.detect.CountCache;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.testkit.generate.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * A savepoint that is checked in, and its traffic: {@link #READ} records are read before it, the others
 * after it.
 *
 * @param backend {@code rocksdb} or {@code hashmap}
 * @param slack whether gates admit events by themselves
 */
record StoredSavepoint(String backend, boolean slack) {

    static final int THRESHOLD = 20;

    /** The number of events of each id before and after the savepoint. */
    static final List<IdTraffic> IDS = List.of(
            new IdTraffic("hot before", 60, 10),
            new IdTraffic("hot after", 12, 60),
            new IdTraffic("few before", 4, 60),
            new IdTraffic("new", 0, 60),
            new IdTraffic("cold", 5, 6));

    static final int READ = IDS.stream().mapToInt(IdTraffic::before).sum();

    static final String TIME_ZONE = "UTC";
    static final String INPUT = "the input";

    /** Long enough that state never expires, even in an old savepoint. */
    private static final Duration TTL = Duration.ofDays(36_500);

    private static final Path FOLDER = Path.of("src/test/resources/savepoints");

    /** One id. Its events are named {@code event 0}, {@code event 1} and so on. */
    record IdTraffic(String id, int before, int after) {

        private Stream<SourceRecord> records(int first, int end) {
            return IntStream.range(first, end)
                    .mapToObj(i -> Events.record(Events.value(id).replace("Signed up", "event " + i)));
        }
    }

    static List<StoredSavepoint> all() {
        return List.of(
                new StoredSavepoint("rocksdb", false),
                new StoredSavepoint("rocksdb", true),
                new StoredSavepoint("hashmap", false),
                new StoredSavepoint("hashmap", true));
    }

    Path folder() {
        return FOLDER.resolve(toString());
    }

    static List<SourceRecord> records() {
        return Stream.concat(
                        IDS.stream().flatMap(id -> id.records(0, id.before())),
                        IDS.stream().flatMap(id -> id.records(id.before(), id.before() + id.after())))
                .toList();
    }

    static Endpoints.Lookup endpoints(String input) {
        return () -> new Endpoints(Map.of("input", input), Map.of("output", "the output"));
    }

    Settings settings(String timeZone) {
        Configuration options = new Configuration();
        options.set(Options.TIMEZONE, timeZone);
        options.set(Options.THRESHOLD, (long) THRESHOLD);
        options.set(Options.STATE_TTL, TTL);
        options.set(Options.ADMISSION_SLACK, slack ? 0.5 : 0);
        options.set(Options.ADMISSION_MEMORY, MemorySize.parse("1 kb"));
        options.set(Options.COUNT_CACHE, new MemorySize(CountCache.SET_BYTES));
        return Settings.of(options);
    }

    /** The number of events of a key that each of this many gates may admit by itself. */
    int allowance(int gates) {
        return slack ? THRESHOLD / 2 / gates : 0;
    }

    @Override
    public String toString() {
        return slack ? backend + "-slack" : backend;
    }
}
