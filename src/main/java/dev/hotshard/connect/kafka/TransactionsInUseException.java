package dev.hotshard.connect.kafka;

/**
 * Thrown if another running job uses the transactional ids of this one. The message says how to resolve it.
 */
public final class TransactionsInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TransactionsInUseException(String prefix, String activity) {
        super("another job is running with the transactional ids " + prefix + "-* (" + activity
                + "): the two would stop each other and lose events."
                + " Is it this job, started twice? Stop that one first. To run both, give each its own output"
                + " topic, or set another hotshard.kafka.transactional-id-prefix for one of them");
    }
}
