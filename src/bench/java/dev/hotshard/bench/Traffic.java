package dev.hotshard.bench;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the one job of this process has read and written so far, and the word to stop it. Static, because Flink gives
 * operators copies of what they were made with.
 */
final class Traffic {

    static final LongAdder READ = new LongAdder();
    static final LongAdder WRITTEN = new LongAdder();

    /** How many events a subtask handles between two reports to one of the sums. */
    static final int REPORT_EVERY = 256;

    private static volatile boolean stopped;

    private Traffic() {}

    static void start() {
        READ.reset();
        WRITTEN.reset();
        Hints.clear();
        stopped = false;
    }

    static void stop() {
        stopped = true;
    }

    static boolean isStopped() {
        return stopped;
    }
}
