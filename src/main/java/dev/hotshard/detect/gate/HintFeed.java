package dev.hotshard.detect.gate;

import java.io.Serializable;
import java.util.UUID;

/**
 * Delivers hints to the gate outside the stream. Hints may arrive late, repeatedly, in any order, or never,
 * which costs only speed. A feed must never deliver a hint that was not committed.
 */
public interface HintFeed extends Serializable {

    /**
     * Delivers no hints. The gate stays in the graph but rewrites nothing, so that hints can be switched on
     * and off between runs.
     */
    HintFeed NONE = new HintFeed() {
        @Override
        public boolean deliversHints() {
            return false;
        }

        @Override
        public Subscription subscribe(UUID submission) {
            return Subscription.to(new HintTable());
        }
    };

    /** Whether hints can ever arrive. If not, the detector sends none. */
    default boolean deliversHints() {
        return true;
    }

    /** Subscribes to the hints of a submission. Returns at once; hints arrive later. */
    Subscription subscribe(UUID submission);

    /** A subscription, which updates its table of hints until it is closed. */
    interface Subscription extends AutoCloseable {

        /** Returns a subscription to a given table, which needs no closing. */
        static Subscription to(HintTable hotKeys) {
            return new Subscription() {
                @Override
                public HintTable hintTable() {
                    return hotKeys;
                }

                @Override
                public void close() {}
            };
        }

        /** The hints received so far. */
        HintTable hintTable();

        /** Seconds since the feed was last up to date; grows while it fails. */
        default double lagSeconds() {
            return 0;
        }

        /** The number of failures to read, plus the number of records that were not valid hints. */
        default long unreadable() {
            return 0;
        }

        @Override
        void close();
    }
}
