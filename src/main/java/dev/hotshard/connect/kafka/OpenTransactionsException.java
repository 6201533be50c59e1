package dev.hotshard.connect.kafka;

/** Transactions that stay open keep committed records from being read. Its message is for the user. */
public final class OpenTransactionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OpenTransactionsException(String message) {
        super(message);
    }
}
