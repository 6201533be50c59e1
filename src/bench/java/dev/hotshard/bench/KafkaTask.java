package dev.hotshard.bench;

import java.util.List;

/**
 * The arguments, besides the row, of a process that measures a job from topic to topic.
 *
 * @param brokerPid the broker's process, whose CPU is counted separately
 * @param input the topic with the events, shared by all jobs
 * @param job the job's name, which its other topics are named after
 * @param rebalanced whether the job rebalances its input
 * @param lingerMillis linger.ms of its producers
 * @param events the number of events in the input
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
