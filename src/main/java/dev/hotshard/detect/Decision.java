package dev.hotshard.detect;

/**
 * What follows from one event of a key. Costs no memory where its parts are read at once: the compiler then
 * keeps them in registers, so do not pass it on.
 *
 * @param after what is remembered of the key from now on, this event included
 * @param isHot whether the event is above its threshold
 * @param beginsLife whether the event is the first of a life of the key; a former life, if any, is over
 * @param opens whether the key's alert is due: the event is the first hot one of this life
 * @param expiryMillis when to look whether the key has expired, {@link #NO_TIMER} if a timer exists already
 */
public record Decision(KeyCount after, boolean isHot, boolean beginsLife, boolean opens, long expiryMillis) {

    /** Nothing to register. */
    public static final long NO_TIMER = Long.MIN_VALUE;

    /** Whether a timer of the key's expiry must be registered. */
    public boolean needsTimer() {
        return expiryMillis != NO_TIMER;
    }
}
