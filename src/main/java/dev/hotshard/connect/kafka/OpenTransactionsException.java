package dev.hotshard.connect.kafka;

/**
 * Thrown if transactions that stay open hide committed records from readers. The message is for the user.
 */
public final class OpenTransactionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenTransactionsException(String message) {
        super(message);
    }
}
