package dev.hotshard.event;

/** Names of the headers that say what Hotshard did to a record. */
public final class RecordHeaders {

    /** The event was rewritten; the value is the event date, {@code YYYY-MM-DD}. */
    public static final String REWRITTEN = "hotshard-rewritten";
    /** The rewrite was undone; the value is the event date, empty if the event has none. */
    public static final String RESTORED = "hotshard-restored";

    private RecordHeaders() {}
}
