package dev.hotshard.connect.kafka;

import java.util.List;

/**
 * Brokers or topics are not set up as the job needs them. The message has a line for each problem, which
 * tells the user how to fix it.
 */
public class TopicSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicSetupException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
