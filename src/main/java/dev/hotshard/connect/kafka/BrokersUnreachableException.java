package dev.hotshard.connect.kafka;

/**
 * No broker could be asked, or none answered in time. The message tells a person which, and what to check.
 */
public final class BrokersUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokersUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
