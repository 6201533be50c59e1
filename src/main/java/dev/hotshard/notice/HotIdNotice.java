package dev.hotshard.notice;

import dev.hotshard.event.CounterKey;
import java.time.Instant;

/**
 * A notice of either type, in the one form in which notices travel between operators. Exactly one component
 * is set.
 *
 * @param opened the alert, or null
 * @param total the total, or null
 */
public record HotIdNotice(OpenedNotice opened, TotalNotice total) {

    /** The type of a notice, as spelled in its JSON. */
    public enum Type {
        /** {@link OpenedNotice}. */
        OPENED,
        /** {@link TotalNotice}. */
        TOTAL
    }

    public static HotIdNotice of(OpenedNotice opened) {
        return new HotIdNotice(opened, null);
    }

    public static HotIdNotice of(TotalNotice total) {
        return new HotIdNotice(null, total);
    }

    public Type type() {
        return opened == null ? Type.TOTAL : Type.OPENED;
    }

    public HotId id() {
        return opened == null ? total.id() : opened.id();
    }

    /** The counter key, by which a consumer orders the notices of one id. */
    public CounterKey key() {
        return id().key();
    }

    public long threshold() {
        return opened == null ? total.threshold() : opened.threshold();
    }

    public long count() {
        return opened == null ? total.count() : opened.count();
    }

    /** The events rewritten so far, 0 in an alert. */
    public long rewritten() {
        return opened == null ? total.rewritten() : 0;
    }

    /** The processing time at which the notice was emitted. */
    public Instant emittedAt() {
        return opened == null ? total.countedAt() : opened.id().detectedAt();
    }
}
