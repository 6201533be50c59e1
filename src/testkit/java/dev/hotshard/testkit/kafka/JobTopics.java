package dev.hotshard.testkit.kafka;

import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.config.KafkaSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/** The topics of one job, named after it. */
public record JobTopics(String job, String input, String output, String hotIds, String deadLetters) {

    /** The largest dead letter, for inputs with a broker's default limit. */
    private static final String DEAD_LETTER_BYTES = "1200000";

    public static JobTopics of(String job) {
        return new JobTopics(job, job + "-in", job + "-out", job + "-hot-ids", job + "-dead-letters");
    }

    /** The default topic for hints. */
    public String hints() {
        return hotIds + "-hints";
    }

    /** Creates the topics, input and output with {@code partitions} partitions each. */
    public static JobTopics create(LocalBroker broker, String job, int partitions) throws IOException {
        return create(broker, job, partitions, Map.of(), Map.of());
    }

    /** Creates the topics, with settings for input and output. */
    public static JobTopics create(
            LocalBroker broker, String job, int partitions, Map<String, String> input, Map<String, String> output)
            throws IOException {
        JobTopics topics = of(job);
        broker.createTopic(topics.input, partitions, input);
        broker.createTopic(topics.output, partitions, output);
        broker.createTopic(topics.hotIds, 1, Map.of());
        broker.createTopic(topics.hints(), 1, Map.of());
        broker.createTopic(topics.deadLetters, 1, Map.of("max.message.bytes", DEAD_LETTER_BYTES));
        return topics;
    }

    /** Options that make a job use these topics, with a consumer group of the job's name. */
    public Map<String, String> options(String bootstrap) {
        return Map.of(
                "hotshard.kafka.bootstrap-servers", bootstrap,
                "hotshard.kafka.input-topic", input,
                "hotshard.kafka.output-topic", output,
                "hotshard.kafka.hot-ids-topic", hotIds,
                "hotshard.kafka.dead-letters-topic", deadLetters,
                "hotshard.kafka.group-id", job);
    }

    /** The settings of a job with these topics and further options. */
    public KafkaSettings settings(String bootstrap, Map<String, String> more) {
        Configuration conf = LocalCluster.configuration();
        options(bootstrap).forEach(conf::setString);
        more.forEach(conf::setString);
        return KafkaJobSettings.of(conf).kafka();
    }

    /** The same as arguments of a command. */
    public List<String> arguments(String bootstrap) {
        return Stream.concat(defaultArguments(bootstrap).stream(), Stream.of("-D", "hotshard.kafka.group-id=" + job))
                .toList();
    }

    /** Arguments that name the topics, with default group and transactional ids. */
    public List<String> defaultArguments(String bootstrap) {
        return List.of(
                "--bootstrap",
                bootstrap,
                "--input",
                input,
                "--output",
                output,
                "--hot-ids",
                hotIds,
                "--dead-letters",
                deadLetters);
    }
}
