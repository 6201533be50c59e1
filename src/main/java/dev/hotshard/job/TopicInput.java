package dev.hotshard.job;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.kafka.ClientSettings;
import dev.hotshard.kafka.TopicRange;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A topic up to an end that stays where it is as input, read by all subtasks. */
public record TopicInput(ClientSettings clients, TopicRange range) {

    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromSource(range.source(clients), WatermarkStrategy.noWatermarks(), Uids.KAFKA_SOURCE).uid(Uids.KAFKA_SOURCE);
    }
}
