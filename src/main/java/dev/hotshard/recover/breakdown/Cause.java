package dev.hotshard.recover.breakdown;

/**
 * A likely cause of a hot id.
 *
 * @param cause its kind; named as in the JSON of the report
 * @param evidence the data it rests on, as a sentence; contains text from events
 */
public record Cause(Kind cause, String evidence) {

    /** The kinds of causes, in the order of the report. */
    public enum Kind {
        /**
         * The id is a placeholder, or the hash of one: a client has no id at hand, or sends the name of the
         * variable.
         */
        CONSTANT_ID,
        /** Nearly all events have one name: a client sends it in a loop. */
        ONE_EVENT,
        /**
         * Nearly all events come from one version of a library, though other versions send too: that
         * release has a bug.
         */
        ONE_LIBRARY_VERSION,
        /** At least half of the events repeat an {@code $insert_id}: a client resends what has arrived. */
        RETRY_STORM
    }
}
