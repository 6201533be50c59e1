package dev.hotshard.testkit.kafka;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.job.KafkaJob;
import dev.hotshard.testkit.cluster.ClusterConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Kafka job in this process: {@code flink-conf/config.yaml} and the options given, two subtasks, five
 * checkpoints a second. Its first failure ends it.
 */
public final class LocalJob {
    private static final Map<String, String> SETTINGS = Map.of(
            "parallelism.default", "2",
            "execution.checkpointing.interval", "200 ms",
            "execution.checkpointing.min-pause", "0 s",
            "restart-strategy.type", "none",
            "rest.address", "127.0.0.1",
            "rest.bind-address", "127.0.0.1");

    private final JobClient client;
    private final Path dir;

    private LocalJob(JobClient client, Path dir) {
        this.client = client;
        this.dir = dir;
    }

    /** Checks brokers and topics, as {@code run} does, and starts the job. */
    public static LocalJob start(Path dir, Map<String, String> options) throws Exception {
        Configuration conf = configuration(dir, options);
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        Preflight.check(job.kafka(), warning -> {});
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(conf);
        KafkaJob.define(env, job);
        return new LocalJob(env.executeAsync("hotshard"), dir);
    }

    private static Configuration configuration(Path dir, Map<String, String> options) {
        Configuration conf = GlobalConfiguration.loadConfiguration(ClusterConfig.OPERATORS.toString());
        // The reporter would listen on all interfaces.
        conf.removeConfig(MetricOptions.REPORTERS_LIST);
        SETTINGS.forEach(conf::setString);
        conf.setString("io.tmp.dirs", dir.toString());
        conf.setString(
                "execution.checkpointing.dir",
                dir.resolve("checkpoints").toUri().toString());
        options.forEach(conf::setString);
        return conf;
    }

    /** Stops the job with a savepoint; throws the reason if it has failed before. */
    public void stop() throws Exception {
        if (client.getJobStatus().get().isGloballyTerminalState()) {
            client.getJobExecutionResult().get();
        }
        client.stopWithSavepoint(false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(60, TimeUnit.SECONDS);
    }
}
