package dev.hotshard.job;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.KafkaConnectors;
import dev.hotshard.connect.kafka.KafkaEnds;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The hot shard job from topics to topics. */
public final class KafkaJob {

    private KafkaJob() {}

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, KafkaJobSettings job) {
        HotShardJob.define(
                env,
                new KafkaEnds(
                        new KafkaConnectors(job.kafka()),
                        job.settings().detector().stateTtl()),
                job.settings());
    }
}
