package dev.hotshard.connect.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects problems with brokers and topics, so that a user sees all of them at once. */
final class Findings {

    private final String servers;
    private final Consumer<String> warn;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param servers the brokers' addresses, for commands that fix problems
     * @param warn receives each warning at once
     */
    Findings(String servers, Consumer<String> warn) {
        this.servers = servers;
        this.warn = warn;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    void warn(String warning) {
        warn.accept(warning);
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    String servers() {
        return servers;
    }

    /** The command that changes a topic's setting. */
    String remedy(String topic, String setting, String value) {
        return "kafka-configs.sh --bootstrap-server " + servers + " --alter --entity-type topics --entity-name " + topic
                + " --add-config " + setting + "=" + value;
    }

    /** @throws TopicSetupException if a problem was found */
    void finish() {
        if (hasProblems()) {
            throw new TopicSetupException(problems);
        }
    }
}
