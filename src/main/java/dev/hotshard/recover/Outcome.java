package dev.hotshard.recover;

/** What a restore counts. Each record that is read is exactly one of the five behind {@link #READ}. */
public enum Outcome {
    /** Records that came in, counted before anything is known of them. */
    READ,
    /** The rewrite was undone. */
    RESTORED,
    /** A rewritten event that was not asked for. */
    NOT_CHOSEN,
    /** JSON, but no rewritten event. */
    NOT_REWRITTEN,
    /**
     * Named as a rewritten event, but without originals, or with a member twice, so that two readers would
     * disagree.
     */
    UNUSABLE,
    /** Not JSON, or more than the destination takes. */
    DEAD_LETTERS,

    /** Restored events that got another id. */
    IDS_REPLACED,
    /** Restored events for which there was no other id. */
    IDS_KEPT,
    /** Restored events without a usable time and a record timestamp, so without a date. */
    UNDATED,
    /** Restored events that are larger than an import takes. */
    TOO_LARGE_TO_IMPORT,
    /** Restored events with more properties than an import takes. */
    TOO_MANY_PROPERTIES,
    /** Restored events that are in no batch, since they alone are larger than one. */
    IN_NO_BATCH
}
