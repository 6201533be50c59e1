package dev.hotshard.bench;

import dev.hotshard.connect.GateEnds;
import dev.hotshard.connect.kafka.KafkaEnds;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotIdNotice;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's own Kafka ends. */
record TopicEnds(KafkaEnds topics) implements BenchEnds {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return topics.read(env);
    }

    @Override
    public RecordLimit limit() {
        return topics.limit();
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        topics.writeEvents(admitted, scattered);
    }

    @Override
    public void writeCopies(DataStream<OutputRecord> copies) {
        copies.sinkTo(topics.kafka().events("copies")).uid("copies-sink").name("copies-sink");
    }

    @Override
    public Optional<GateEnds> gate() {
        return topics.gate();
    }

    @Override
    public void writeHotIds(DataStream<HotIdNotice> hotIds) {
        topics.writeHotIds(hotIds);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        topics.writeDeadLetters(deadLetters);
    }
}
