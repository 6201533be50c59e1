package dev.hotshard.connect.kafka;

import dev.hotshard.connect.Ends;
import dev.hotshard.connect.GateEnds;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.flink.SendHintsOperator;
import dev.hotshard.flink.Uids;
import dev.hotshard.notice.HotIdNotice;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Kafka topics as ends. Three sinks write to the output topic, each with its transactions, because a union
 * would cost events a hop. An idle exactly-once sink opens a transaction at every checkpoint too, so alerts
 * and dead letters have one subtask.
 */
public record KafkaEnds(KafkaConnectors kafka, Duration stateTtl) implements Ends, GateEnds {

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        // Nothing uses event time: keys expire in processing time.
        DataStream<SourceRecord> records = env.fromSource(
                        kafka.source(), WatermarkStrategy.noWatermarks(), Uids.KAFKA_SOURCE)
                .uid(Uids.KAFKA_SOURCE);
        return kafka.rebalancesInput() ? records.rebalance() : records;
    }

    @Override
    public RecordLimit limit() {
        return kafka.outputLimit();
    }

    @Override
    public void writeEvents(DataStream<OutputRecord> admitted, DataStream<OutputRecord> scattered) {
        write(admitted, kafka.events(TransactionIds.ADMITTED), Uids.ADMITTED_SINK);
        write(scattered, kafka.events(TransactionIds.SCATTERED), Uids.SCATTERED_SINK);
    }

    @Override
    public Optional<GateEnds> gate() {
        return Optional.of(this);
    }

    @Override
    public void writeGated(DataStream<OutputRecord> gated) {
        write(gated, kafka.events(TransactionIds.GATED), Uids.GATED_SINK);
    }

    @Override
    public void writeHints(DataStream<Hint> hints) {
        hints.transform(Uids.SEND_HINTS, Types.VOID, new SendHintsOperator(kafka.hintSender()))
                .uid(Uids.SEND_HINTS)
                .setParallelism(1);
    }

    @Override
    public HintFeed feed() {
        return kafka.hintFeed(stateTtl);
    }

    @Override
    public void writeHotIds(DataStream<HotIdNotice> hotIds) {
        write(hotIds, kafka.hotIds(TransactionIds.HOT_IDS), Uids.HOT_IDS_SINK).setParallelism(1);
    }

    @Override
    public void writeDeadLetters(DataStream<DeadLetter> deadLetters) {
        write(deadLetters, kafka.deadLetters(TransactionIds.DEAD_LETTERS), Uids.DEAD_LETTERS_SINK)
                .setParallelism(1);
    }

    @Override
    public Endpoints.Lookup endpoints() {
        return new TopicEndpoints(kafka.settings().clients(), kafka.settings().topics());
    }

    @Override
    public boolean acceptChangedTopics() {
        return kafka.settings().acceptChangedTopics();
    }

    private static <T> DataStreamSink<T> write(DataStream<T> stream, Sink<T> sink, String uid) {
        return stream.sinkTo(sink).uid(uid).name(uid);
    }
}
