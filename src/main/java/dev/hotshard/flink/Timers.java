package dev.hotshard.flink;

/**
 * Distinguishes the two processing-time timers of a key, of which Flink stores only the timestamps: a key
 * expires at an even millisecond, and a total is due at an odd one.
 */
final class Timers {

    private Timers() {}

    /** The first even millisecond that is not before this one. */
    static long expiry(long millis) {
        return millis + (millis & 1);
    }

    /**
     * The expiry timer that follows one that has fired. It is always later, because Flink fires timers by
     * elapsed time: after the clock is set back, the same timestamp would fire over and over.
     */
    static long nextExpiry(long firedMillis, long millis) {
        return expiry(Math.max(firedMillis + 1, millis));
    }

    /** The first odd millisecond that is not before this one. */
    static long report(long millis) {
        return millis | 1;
    }
}
