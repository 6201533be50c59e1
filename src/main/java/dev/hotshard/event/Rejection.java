package dev.hotshard.event;

/**
 * The reason why one record cannot be processed.
 *
 * @param reason the class of fault
 * @param detail what is wrong and where, for a person; never quotes the value, which may hold personal data
 */
public record Rejection(Reason reason, String detail) {

    /** That of a record that would otherwise leave as it came. */
    public static final Rejection RECORD_TOO_LARGE =
            new Rejection(Reason.TOO_LARGE, "with key and headers larger than the output topic takes");

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
