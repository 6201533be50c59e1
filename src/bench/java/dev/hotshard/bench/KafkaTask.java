package dev.hotshard.bench;

import java.util.List;

/**
 * What a process must know to measure a job from topic to topic, beside the row.
 *
 * @param brokerPid the process whose CPU is counted apart
 * @param input topic with the events of all jobs
 * @param job its name, from which its other topics have theirs
 * @param rebalanced whether it spreads its input
 * @param lingerMillis how long its producers wait for a batch to fill
 * @param events how many there are
 */
record KafkaTask(
        String bootstrap, long brokerPid, String input, String job, boolean rebalanced, int lingerMillis, long events) {

    static KafkaTask of(List<String> arguments) {
        return new KafkaTask(
                arguments.get(0),
                Long.parseLong(arguments.get(1)),
                arguments.get(2),
                arguments.get(3),
                Boolean.parseBoolean(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Long.parseLong(arguments.get(6)));
    }

    String[] arguments() {
        return new String[] {
            bootstrap,
            Long.toString(brokerPid),
            input,
            job,
            Boolean.toString(rebalanced),
            Integer.toString(lingerMillis),
            Long.toString(events)
        };
    }
}
