package dev.hotshard.connect.kafka;

import dev.hotshard.connect.RestoreEnds;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/** Topics as ends of a restore. What no topic is named for is left where it is. */
public record RestoreKafkaEnds(RestoreConnectors kafka) implements RestoreEnds {

    @Override
    public RecordLimit limit() {
        return kafka.limit();
    }

    @Override
    public RecordLimit leftLimit() {
        return kafka.leftLimit();
    }

    @Override
    public void writeRestored(DataStream<OutputRecord> restored) {
        write(restored, kafka.restored(TransactionIds.RESTORED), Uids.RESTORED_SINK);
    }

    @Override
    public void writeLeft(DataStream<SourceRecord> left) {
        if (kafka.writesLeft()) {
            write(left, kafka.left(TransactionIds.LEFT), Uids.LEFT_SINK);
        }
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        if (kafka.writesDeadLetters()) {
            write(deadLetters, kafka.deadLetters(TransactionIds.DEAD_LETTERS), Uids.DEAD_LETTERS_SINK)
                    .setParallelism(1);
        }
    }

    private static <T> DataStreamSink<T> write(DataStream<T> stream, Sink<T> sink, String uid) {
        return stream.sinkTo(sink).uid(uid).name(uid);
    }
}
