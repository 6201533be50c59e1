package dev.hotshard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;

/**
 * The disk that a benchmark from topic to topic takes at most.
 *
 * @param events in the backlog of each kind of keys
 * @param kinds how many kinds of keys have a backlog
 * @param bytesPerEvent on the broker's disk, compressed as the backlog is
 */
record DiskNeed(long events, int kinds, double bytesPerEvent) {

    private static final int SAMPLE = 4_096;
    /** What a run writes for a byte that it reads: all of the backlog at the most, and rewritten events are longer. */
    private static final double WRITTEN = 1.5;
    /** The broker removes the files of a deleted topic a minute later, when the next run writes already. */
    private static final int RUNS_ON_DISK = 2;
    /** What must stay free: broker and state fail on a full disk. */
    private static final long RESERVE = 1_000_000_000;
    private static final String MEND = "choose fewer kinds of keys with --only, or a shorter --warm-up or --seconds";

    /** The need of backlogs of {@code events} events each; compresses a sample, which takes milliseconds. */
    static DiskNeed of(long events, Iterable<Keys> kinds) {
        int number = 0;
        double most = 0;
        for (Keys keys : kinds) {
            number++;
            most = Math.max(most, bytesPerEvent(keys));
        }
        return new DiskNeed(events, number, most);
    }

    private static double bytesPerEvent(Keys keys) {
        EventMaker maker = new EventMaker(keys);
        SimpleRecord[] sample = new SimpleRecord[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = new SimpleRecord(EventMaker.TIMESTAMP_MILLIS, null, maker.value(i));
        }
        return (double) MemoryRecords.withRecords(Compression.lz4().build(), sample).sizeInBytes() / SAMPLE;
    }

    long backlogBytes() {
        return Math.round(events * bytesPerEvent);
    }

    /** All backlogs, and what runs write. */
    long bytes() {
        return Math.round(backlogBytes() * (kinds + RUNS_ON_DISK * WRITTEN));
    }

    /**
     * Makes sure that the disk is there.
     *
     * @throws IllegalStateException if the need is above {@code mostBytes}, or the folder's disk has not that much free; with how to mend it
     */
    void require(Path folder, long mostBytes) throws IOException {
        if (bytes() > mostBytes) {
            throw new IllegalStateException("needs up to %s of disk, and --disk allows %s: %s".formatted(gb(bytes()), gb(mostBytes), MEND));
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes() + RESERVE) {
            throw new IllegalStateException("needs up to %s of disk and %s to spare, and %s has %s free: %s, or set another folder by JAVA_OPTS=-Djava.io.tmpdir=DIR"
                    .formatted(gb(bytes()), gb(RESERVE), folder, gb(free), MEND));
        }
    }

    /** For a person, before it begins. */
    String text(Path folder) {
        return "Takes up to %s of disk in %s: %,d events (%s) for each of %d kinds of keys, and what runs write"
                .formatted(gb(bytes()), folder, events, gb(backlogBytes()), kinds);
    }

    private static String gb(long bytes) {
        return "%.1f GB".formatted(bytes / 1e9);
    }
}
