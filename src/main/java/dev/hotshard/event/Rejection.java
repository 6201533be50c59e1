package dev.hotshard.event;

/**
 * The reason why one record cannot be processed.
 *
 * @param reason the class of fault
 * @param detail what is wrong and where, for a person; never quotes the value, which may hold personal data
 */
public record Rejection(Reason reason, String detail) {

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
