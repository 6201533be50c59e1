package dev.hotshard.connect.kafka;

import java.util.List;

/**
 * The brokers or topics are not set up as the job needs them. The message tells a person how to mend it, a
 * line for each.
 */
public class TopicSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicSetupException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
