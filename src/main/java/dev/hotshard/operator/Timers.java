package dev.hotshard.operator;

/**
 * Tells the two kinds of processing-time timers of a key apart, of which Flink knows the moment only: that of its expiry is an
 * even millisecond, that of a total an odd one.
 */
final class Timers {

    private Timers() {}

    static long expiry(long millis) {
        return millis + (millis & 1);
    }

    static long report(long millis) {
        return millis | 1;
    }

    static boolean isReport(long timestamp) {
        return (timestamp & 1) == 1;
    }
}
