package dev.hotshard.flink;

/**
 * Keeps the two processing-time timers of a key apart, of which Flink knows the moment only: that of its
 * expiry is an even millisecond, that of a total an odd one.
 */
final class Timers {

    private Timers() {}

    static long expiry(long millis) {
        return millis + (millis & 1);
    }

    /**
     * The timer behind one that has fired, later in any case: Flink fires by elapsed time, so on a clock
     * that was set back the same moment would fire at once, again and again.
     */
    static long nextExpiry(long firedMillis, long millis) {
        return expiry(Math.max(firedMillis + 1, millis));
    }

    static long report(long millis) {
        return millis | 1;
    }
}
