package dev.hotshard.connect.kafka;

/** No broker answered in time, or no client could be created. The message says why and what to check. */
public final class BrokersUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokersUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
