package dev.hotshard.bench;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.KafkaConnectors;
import dev.hotshard.connect.kafka.KafkaEnds;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.testkit.kafka.JobTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job from topics to topics, in this process. */
public final class KafkaRun {

    private KafkaRun() {}

    /** Properties of producers, for all variants alike. */
    static Map<String, String> producers(int lingerMillis) {
        return Map.of("compression.type", "lz4", "linger.ms", Integer.toString(lingerMillis));
    }

    /** Entry of a child process. */
    public static void main(String[] args) throws Exception {
        RunTask task = RunTask.of(args);
        KafkaTask kafka = KafkaTask.of(task.more());
        // A copy that paid for it, too, would hide in the ratio what it costs.
        boolean rebalanced = kafka.rebalanced() && task.row().variant() != Variant.IDENTITY;
        JobClient job = start(
                task.row(),
                task.folder(),
                kafka.bootstrap(),
                topics(kafka.input(), kafka.job()),
                kafka.lingerMillis(),
                Map.of("hotshard.kafka.rebalance-input", Boolean.toString(rebalanced)));
        Measurement measured =
                Watch.measure(job, task.folder(), ProcessHandle.of(kafka.brokerPid()), 0, task.warmUp(), task.time());
        if (Meter.read() >= kafka.events()) {
            throw new IllegalStateException(
                    "the job has read all that there is: topic " + kafka.input() + " wants more events");
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
    static JobClient start(
            Row row, Path folder, String bootstrap, JobTopics topics, int lingerMillis, Map<String, String> options)
            throws Exception {
        Configuration conf = BenchCluster.configuration(row.state(), folder);
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        producers(lingerMillis).forEach((name, value) -> conf.setString("hotshard.kafka.properties." + name, value));
        topics.options(bootstrap).forEach(conf::setString);
        row.options().forEach(conf::setString);
        options.forEach(conf::setString);
        StreamExecutionEnvironment env = BenchCluster.environment(row.parallelism(), conf);
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        Preflight.check(job.kafka(), warning -> {});
        KafkaConnectors kafka = new KafkaConnectors(job.kafka());
        row.variant()
                .define(
                        env,
                        new TimedEnds(new TopicEnds(
                                new KafkaEnds(kafka, job.settings().detector().stateTtl()))),
                        job.settings());
        return env.executeAsync(row.toString());
    }
}
