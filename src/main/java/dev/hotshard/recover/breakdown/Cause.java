package dev.hotshard.recover.breakdown;

/**
 * Why an id is likely to have gone hot.
 *
 * @param cause the rule that says so
 * @param evidence what in the data it rests on, as a sentence; it holds text of events
 */
public record Cause(Rule cause, String evidence) {

    /** What there are rules for. */
    public enum Rule {
        /**
         * The id is a placeholder, or the hash of one: a client has no id at hand, or sends the variable's
         * name.
         */
        CONSTANT_ID,
        /** Nearly all events have one name: a client sends it in a loop. */
        ONE_EVENT,
        /**
         * Nearly all events come from one version of a library, though others send too: that release has a
         * bug.
         */
        ONE_LIBRARY_VERSION,
        /** Half of the events or more repeat an {@code $insert_id}: a client sends again what has arrived. */
        RETRY_STORM
    }
}
