package dev.hotshard.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The disk space that the topics of a benchmark need: for each key distribution, the events of its longest run,
 * which all its runs share, and the output of one run at a time.
 *
 * @param topics the topics to fill with events
 * @param events the number of events per topic
 */
record DiskPlan(List<String> topics, long events) {

    /** The size of a compressed event on the broker's disk, in bytes, rounded up. */
    static final int BYTES_PER_EVENT = 130;
    /** More events per second than two cores can copy beside a broker; a copy needs no long warm-up. */
    private static final long MOST_EVENTS_PER_SECOND = 1_000_000;

    private static final double GIGABYTE = 1e9;

    static DiskPlan of(List<BenchRow> rows, Duration longestRun) {
        return new DiskPlan(
                rows.stream().map(row -> topic(row.keys())).distinct().toList(), events(longestRun));
    }

    /** The topic with the events of this key distribution. */
    static String topic(Keys keys) {
        return "events-" + keys;
    }

    /** An upper bound of the events that a run of this length reads. */
    static long events(Duration run) {
        return MOST_EVENTS_PER_SECOND * run.toSeconds();
    }

    /** The approximate peak disk usage, in bytes. */
    long bytes() {
        return (topics.size() + 1) * events * BYTES_PER_EVENT;
    }

    /** A message that says what will be written. */
    String text(String folder) {
        return String.format(
                Locale.ROOT,
                "Writes %,d events to each of %d topics (%s), and up to as many at a time to output topics: "
                        + "up to %.1f GB under %s",
                events,
                topics.size(),
                topics.stream().collect(Collectors.joining(", ")),
                bytes() / GIGABYTE,
                folder);
    }

    /**
     * A message that says why the disk space is not available and how to need less, or null if it is available.
     *
     * @param allowed how many bytes the user allows
     * @param free how many bytes are free
     */
    String problem(long allowed, long free) {
        if (bytes() <= Math.min(allowed, free)) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "up to %.1f GB of disk are needed, %.1f are %s: choose fewer kinds of keys with --only, shorten "
                        + "--seconds or --warm-up,"
                        + " or %s",
                bytes() / GIGABYTE,
                Math.min(allowed, free) / GIGABYTE,
                free < allowed ? "free" : "allowed",
                free < allowed ? "name a larger folder by JAVA_OPTS=-Djava.io.tmpdir=FOLDER" : "raise --max-disk");
    }
}
