package dev.hotshard.event;

/** Headers by which a record tells what was done to it. */
public final class RecordHeaders {

    /** The event was rewritten; the value is the event date, {@code YYYY-MM-DD}. */
    public static final String REWRITTEN = "hotshard-rewritten";
    /** The rewrite was undone; the value is the event date, empty where the event has none. */
    public static final String RESTORED = "hotshard-restored";

    private RecordHeaders() {}
}
