package dev.hotshard.kafka;

/** No broker answered in time. The message tells a person which were asked. */
public final class BrokersUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param how what is to be said behind the servers */
    BrokersUnreachableException(String servers, String how, Throwable cause) {
        super("no Kafka broker answers at " + servers + how, cause);
    }
}
