package dev.hotshard.job;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.KafkaConnectors;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The hot shard job with Kafka topics as input and output. */
public final class KafkaJob {

    private KafkaJob() {}

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, KafkaJobSettings job) {
        Duration stateTtl = job.settings().detector().stateTtl();
        HotShardJob.define(env, new KafkaConnectors(job.kafka(), stateTtl), job.settings());
    }
}
