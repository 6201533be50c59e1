package dev.hotshard.event;

/**
 * The reason why one record cannot be processed.
 *
 * @param reason the class of fault
 * @param detail what is wrong and where, for a person; never quotes the value, which may hold personal data
 */
public record Rejection(Reason reason, String detail) {

    /**
     * The rejection of a record that would otherwise pass unchanged but is too large for its destination.
     */
    public static final Rejection RECORD_TOO_LARGE =
            new Rejection(Reason.TOO_LARGE, "larger, with key and headers, than the output topic accepts");

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
