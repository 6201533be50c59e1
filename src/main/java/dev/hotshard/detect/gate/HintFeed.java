package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.util.UUID;

/**
 * Where the gate learns of hot keys, beside the stream. Hints may come late, twice, in any order, or never:
 * that costs speed only. What must not come is a hint that was not committed.
 */
public interface HintFeed extends Serializable {

    /**
     * Gives no hints: the gate stands open, its place in the graph kept, so that it can be switched on and
     * off between two runs.
     */
    HintFeed NONE = submission -> Subscription.to(new HintTable());

    /** Begins to learn; returns at once, and what is learned comes later. */
    Subscription subscribe(UUID submission);

    /** The keys known to be hot, until it is closed. */
    interface Subscription extends AutoCloseable {

        /** One that nobody needs to end. */
        static Subscription to(HintTable hotKeys) {
            return new Subscription() {
                @Override
                public HintTable hotKeys() {
                    return hotKeys;
                }

                @Override
                public void close() {}
            };
        }

        HintTable hotKeys();

        /** Seconds since all hints there were had been learned; it grows while none can be. */
        default double lagSeconds() {
            return 0;
        }

        /** How often learning failed so far, and how many records were no hints. */
        default long unreadable() {
            return 0;
        }

        @Override
        void close();
    }
}
