package dev.hotshard.kafka;

/**
 * What the topics take, as the brokers say.
 *
 * @param outputMaxBytes the largest record that the output topic takes
 * @param deadLettersMaxBytes the same of the dead-letter topic
 */
public record TopicFacts(long outputMaxBytes, long deadLettersMaxBytes) {

    /** No broker could be asked: tasks ask when they start. */
    public static final TopicFacts UNKNOWN = new TopicFacts(TopicLimit.UNKNOWN, TopicLimit.UNKNOWN);
}
