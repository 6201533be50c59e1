package dev.hotshard.kafka;

/**
 * What the topics take, as the brokers say.
 *
 * @param outputMaxBytes the output topic's {@code max.message.bytes}
 * @param deadLettersMaxBytes the dead-letter topic's
 */
public record TopicFacts(long outputMaxBytes, long deadLettersMaxBytes) {

    /** No broker could be asked: tasks ask when they start. */
    public static final TopicFacts UNKNOWN = new TopicFacts(TopicLimit.UNKNOWN, TopicLimit.UNKNOWN);
}
