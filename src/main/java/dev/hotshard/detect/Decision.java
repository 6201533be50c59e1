package dev.hotshard.detect;

/**
 * The decision on one event of a key. Not allocated if the caller reads its components at once and passes
 * it to nobody, because the compiler then keeps them in registers.
 *
 * @param after the key's count, this event included
 * @param isHot whether the event is above its threshold
 * @param beginsLife whether the event begins a life of the key; a previous life, if any, is over
 * @param opens whether to raise the key's alert, because the event is the first hot one of this life
 * @param expiryMillis when to check whether the key has expired; {@link #NO_TIMER} if a timer exists
 *     already
 */
public record Decision(KeyCount after, boolean isHot, boolean beginsLife, boolean opens, long expiryMillis) {

    /** Means that no timer is to be registered. */
    static final long NO_TIMER = Long.MIN_VALUE;

    /** Whether an expiry timer must be registered. */
    public boolean needsTimer() {
        return expiryMillis != NO_TIMER;
    }
}
