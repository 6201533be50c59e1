package dev.hotshard.event;

/**
 * Why one record cannot go on.
 *
 * @param reason the class of fault
 * @param detail what exactly and where, for a person; never quotes the value, which may hold personal data
 */
public record Rejection(Reason reason, String detail) {

    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
