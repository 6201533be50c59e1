package dev.hotshard.event;

/** The parts that warnings about unusable input share, so that logs and summaries word them alike. */
public final class InputWarnings {

    /** The shape of an event, for "is a ..." and "expected a ...". */
    public static final String EVENT_SHAPE = "JSON object with 'event' and 'properties'";

    /** What input with ids would have looked like. */
    public static final String EXPECTED_IDS =
            "expected JSON objects with 'event' and 'properties', and in these 'distinct_id'";

    private InputWarnings() {}

    /**
     * Describes events whose time is unusable.
     *
     * @param example the time of one of them, printable; see {@link ValueExample}
     */
    public static String unusableTime(String example) {
        return "'time' is " + example + " in one; expected seconds or milliseconds since 1970";
    }
}
