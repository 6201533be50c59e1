package dev.hotshard.job;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.kafka.KafkaConnectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The hot shard job with Kafka topics as input and output. */
public final class KafkaJob {

    private KafkaJob() {}

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, KafkaJobSettings job) {
        HotShardJob.define(env, connectors(job), job.settings());
    }

    /** The connectors of the job's topics. */
    public static Connectors connectors(KafkaJobSettings job) {
        return new KafkaConnectors(job.kafka(), job.settings().detector().stateTtl());
    }
}
