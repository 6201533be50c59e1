package dev.hotshard.bench;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.KafkaConnectors;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.testkit.kafka.JobTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job from topic to topic in this process. */
public final class KafkaRun {

    private KafkaRun() {}

    /** The producer properties of all variants. */
    static Map<String, String> producers(int lingerMillis) {
        return Map.of("compression.type", "lz4", "linger.ms", Integer.toString(lingerMillis));
    }

    /** Entry point of a child process. */
    public static void main(String[] args) throws Exception {
        RunTask task = RunTask.of(args);
        KafkaTask kafka = KafkaTask.of(task.more());
        // The copy must not rebalance: the ratio would hide the cost.
        boolean rebalanced = kafka.rebalanced() && task.row().variant() != Variant.IDENTITY;
        JobClient job = start(
                task.row(),
                task.folder(),
                kafka.bootstrap(),
                topics(kafka.input(), kafka.job()),
                kafka.lingerMillis(),
                Map.of("hotshard.kafka.rebalance-input", Boolean.toString(rebalanced)));
        Measurement measured = Stopwatch.measure(
                job, task.folder(), ProcessHandle.of(kafka.brokerPid()), 0, task.warmUp(), task.time());
        if (Meter.read() >= kafka.events()) {
            throw new IllegalStateException(
                    "the job has read all that there is: topic " + kafka.input() + " wants more events");
        }
        task.write(measured);
        System.exit(0);
    }

    /** The topics of the job with this name, but with the input that all jobs share. */
    static JobTopics topics(String input, String job) {
        JobTopics own = JobTopics.of(job);
        return new JobTopics(job, input, own.output(), own.hotIds(), own.deadLetters());
    }

    /** Starts the job. Its topics must exist. */
    static JobClient start(
            BenchRow row,
            Path folder,
            String bootstrap,
            JobTopics topics,
            int lingerMillis,
            Map<String, String> options)
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
        KafkaConnectors kafka =
                new KafkaConnectors(job.kafka(), job.settings().detector().stateTtl());
        row.variant().define(env, new TimedConnectors(kafka), job.settings());
        return env.executeAsync(row.toString());
    }
}
