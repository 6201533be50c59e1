package dev.hotshard.connect.kafka;

/** A job that runs uses the transactional ids of this one. The message tells a person how to mend it. */
public final class TransactionsInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TransactionsInUseException(String prefix, String sign) {
        super("another job is running with the transactional ids " + prefix + "-* (" + sign
                + "): the two would stop each other and lose events."
                + " Is it this job, started twice? Stop that one first. If both are to run, give each an output "
                + "topic of its own,"
                + " or one of them another hotshard.kafka.transactional-id-prefix");
    }
}
