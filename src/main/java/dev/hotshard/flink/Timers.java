package dev.hotshard.flink;

/**
 * Tells the two processing-time timers of a key apart, although Flink keeps only their moments: a key
 * expires at an even millisecond, and a total is due at an odd one.
 */
final class Timers {

    private Timers() {}

    /** The first even millisecond that is not before this one. */
    static long expiry(long millis) {
        return millis + (millis & 1);
    }

    /**
     * The expiry timer that follows one that has fired, and is always later: Flink fires by elapsed time,
     * so after a clock was set back the same moment would fire again and again.
     */
    static long nextExpiry(long firedMillis, long millis) {
        return expiry(Math.max(firedMillis + 1, millis));
    }

    /** The first odd millisecond that is not before this one. */
    static long report(long millis) {
        return millis | 1;
    }
}
