package dev.hotshard.connect.kafka;

import java.util.List;

/**
 * Thrown if brokers or topics are not set up as the job needs them. The message has one line per problem,
 * which says how to fix it.
 */
public class TopicSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicSetupException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
