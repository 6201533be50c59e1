package dev.hotshard.event;

import java.io.Serializable;

/** What happens to hot events, with the parameters of the mode. Immutable. */
public sealed interface Mode extends Serializable {

    /** The mode without a rule. */
    Mode REWRITE = new Rewrite();

    /** The name as spelled in rules, headers and notices. */
    String label();

    /** Rewrites the event and scatters it over all shards. */
    record Rewrite() implements Mode {
        @Override
        public String label() {
            return "rewrite";
        }
    }

    /** Exempts the event: it passes unchanged and is not counted. */
    record Pass() implements Mode {
        @Override
        public String label() {
            return "pass";
        }
    }

    /** Counts and alerts, but passes the event unchanged. */
    record Observe() implements Mode {
        @Override
        public String label() {
            return "observe";
        }
    }

    /**
     * Passes the event under one of several record keys of its id.
     *
     * @param salts the number of keys, a power of two; {@link #AUTO} to let it grow with the count
     */
    record Salt(int salts) implements Mode {

        /** The {@code salts} that grow with the count. */
        public static final int AUTO = 0;
        /** The largest number of keys. */
        public static final int MAX_SALTS = 1024;

        @Override
        public String label() {
            return "salt";
        }
    }

    /**
     * Sends the event to the overflow topic, unchanged.
     *
     * @param scatter whether it is keyed by its scatter key instead of its id
     */
    record Divert(boolean scatter) implements Mode {
        @Override
        public String label() {
            return "divert";
        }
    }

    /**
     * Keeps some events, with a weight, and sends the others to the overflow topic.
     *
     * @param keepOneIn one in so many events stays; at least 2
     */
    record Sample(int keepOneIn) implements Mode {

        /** The largest {@code keepOneIn}. */
        public static final int MAX_KEEP_ONE_IN = 1_000_000;

        @Override
        public String label() {
            return "sample";
        }
    }

    /**
     * Passes events up to a rate and sends the others to the overflow topic.
     *
     * @param perSecond the rate for each project, id and event date; at least 1
     */
    record Limit(int perSecond) implements Mode {
        @Override
        public String label() {
            return "limit";
        }
    }
}
