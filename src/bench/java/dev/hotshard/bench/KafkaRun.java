package dev.hotshard.bench;

import dev.hotshard.job.KafkaEnds;
import dev.hotshard.job.KafkaJob;
import dev.hotshard.kafka.KafkaConnectors;
import dev.hotshard.kafka.Preflight;
import dev.hotshard.testkit.JobTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job from topics to topics, in this process. */
public final class KafkaRun {

    /** For all variants alike. */
    static final Map<String, String> CLIENTS = Map.of("compression.type", "lz4", "linger.ms", "5");

    private KafkaRun() {}

    /**
     * Entry of a child process; it must know broker, its process, the input topic, the job's name, whether to rebalance the input, and how
     * many events there are.
     */
    public static void main(String[] args) throws Exception {
        RunTask task = RunTask.of(args);
        String bootstrap = task.more().get(0);
        Optional<ProcessHandle> broker = ProcessHandle.of(Long.parseLong(task.more().get(1)));
        JobTopics topics = topics(task.more().get(2), task.more().get(3));
        Map<String, String> options = Map.of("hotshard.kafka.rebalance-input", task.more().get(4));
        Measurement measured = Watch.measure(start(task.row(), task.folder(), bootstrap, topics, options), task.folder(), broker, task.warmUp(), task.time());
        if (Meter.read() >= Long.parseLong(task.more().get(5))) {
            throw new IllegalStateException("the job has read all that there is: topic " + topics.input() + " wants more events");
        }
        task.write(measured);
        System.exit(0);
    }

    /** Those of the job of this name, but with an input that all jobs read. */
    static JobTopics topics(String input, String job) {
        JobTopics own = JobTopics.of(job);
        return new JobTopics(job, input, own.output(), own.hotIds(), own.deadLetters());
    }

    /** Starts the job; its topics exist. */
    static JobClient start(Row row, Path folder, String bootstrap, JobTopics topics, Map<String, String> options) throws Exception {
        Configuration conf = LocalJob.configuration(row.state(), folder);
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        CLIENTS.forEach((name, value) -> conf.setString("hotshard.kafka.properties." + name, value));
        topics.options(bootstrap).forEach(conf::setString);
        options.forEach(conf::setString);
        StreamExecutionEnvironment env = LocalJob.environment(row.parallelism(), conf);
        KafkaJob job = KafkaJob.of(conf);
        KafkaConnectors kafka = new KafkaConnectors(job.kafka(), Preflight.check(job.kafka(), warning -> {}));
        row.variant().define(env, new TopicEnds(new KafkaEnds(kafka, job.settings().stateTtl())), job.settings());
        return env.executeAsync(row.toString());
    }
}
