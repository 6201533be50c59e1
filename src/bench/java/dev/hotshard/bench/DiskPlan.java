package dev.hotshard.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the topics of a benchmark take: for each kind of keys the events of its longest run, which all its
 * runs share, and the output of one run at a time.
 *
 * @param topics that events are written to
 * @param events how many to each
 */
record DiskPlan(List<String> topics, long events) {

    /** What an event takes on the broker's disk, compressed, in bytes, rounded up. */
    static final int BYTES_PER_EVENT = 130;
    /** More than two cores copy, the broker beside them; a copy needs no long warm-up. */
    private static final long MOST_EVENTS_PER_SECOND = 1_000_000;

    private static final double GIGABYTE = 1e9;

    static DiskPlan of(List<BenchRow> rows, Duration longestRun) {
        return new DiskPlan(
                rows.stream().map(row -> topic(row.keys())).distinct().toList(), events(longestRun));
    }

    /** The topic with events of this kind of keys. */
    static String topic(Keys keys) {
        return "events-" + keys;
    }

    /** More events than a run of this length reads. */
    static long events(Duration run) {
        return MOST_EVENTS_PER_SECOND * run.toSeconds();
    }

    /** The most bytes of disk at any time, about. */
    long bytes() {
        return (topics.size() + 1) * events * BYTES_PER_EVENT;
    }

    /** What will be written, for a person. */
    String text(String folder) {
        return String.format(
                Locale.ROOT,
                "Writes %,d events to each of %d topics (%s), and up to as many at a time to topics of output: "
                        + "up to %.1f GB under %s",
                events,
                topics.size(),
                topics.stream().collect(Collectors.joining(", ")),
                bytes() / GIGABYTE,
                folder);
    }

    /**
     * Why it cannot be, and what to do, or null if it can.
     *
     * @param allowed bytes that it may take
     * @param free bytes that there are
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
