package dev.hotshard.recover;

/**
 * What a restore counts. Each record that is read has exactly one of the five outcomes from
 * {@link #RESTORED} to {@link #DEAD_LETTERS}.
 */
public enum Outcome {
    /** Records that were read, whatever they hold. */
    READ,
    /** Rewritten events whose rewrite was undone. */
    RESTORED,
    /** Rewritten events that the filter left out. */
    NOT_CHOSEN,
    /** JSON other than a rewritten event. */
    NOT_REWRITTEN,
    /**
     * Events named as rewritten that lack the originals or have a member twice, so that two readers could
     * disagree about them.
     */
    UNUSABLE,
    /** Records that are not JSON, or larger than the destination accepts. */
    DEAD_LETTERS,

    /** Restored events that got a new id. */
    IDS_REPLACED,
    /** Restored events that kept their id for lack of a new one. */
    IDS_KEPT,
    /** Restored events without an event date: neither a usable time nor a record timestamp. */
    UNDATED,
    /** Restored events larger than an import accepts. */
    TOO_LARGE_TO_IMPORT,
    /** Restored events with more properties than an import accepts. */
    TOO_MANY_PROPERTIES,
    /** Restored events in no batch, because each alone is larger than one. */
    IN_NO_BATCH
}
