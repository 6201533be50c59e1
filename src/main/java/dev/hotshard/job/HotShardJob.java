package dev.hotshard.job;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.operator.AdmitFunction;
import dev.hotshard.operator.DetectFunction;
import dev.hotshard.operator.RewriteFunction;
import dev.hotshard.operator.ScanFunction;
import dev.hotshard.operator.Tags;
import dev.hotshard.wire.Types;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the hot shard job, the same for Kafka, files, tests and benchmarks.
 *
 * <pre>
 * read ─▶ scan ─▶ keyBy(counter key) ─▶ detect ─┬─ cold ─▶ admit ────────────────▶ events, by id
 *          ├─ exempt ───────────────────────────┼────────────────┐
 *          │                                    ├─ hot ─▶ rewrite ─▶ rebalance ─▶ events, scattered
 *          └─ dead letters                      └─ hot ids
 * </pre>
 */
public final class HotShardJob {

    /** Number of key groups: fixed for the life of the state, with many divisors, so that most parallelisms are even. */
    public static final int MAX_PARALLELISM = 720;

    private final Settings settings;
    private final RecordLimit limit;

    private HotShardJob(Settings settings, RecordLimit limit) {
        this.settings = settings;
        this.limit = limit;
    }

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, Ends ends, Settings settings) {
        if (env.getMaxParallelism() <= 0) {
            env.setMaxParallelism(MAX_PARALLELISM);
        }
        // A batch is sorted by key, in no order within one, and has no checkpoints.
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        HotShardJob job = new HotShardJob(settings, ends.limit());

        SingleOutputStreamOperator<Event> counted = job.scan(ends.read(env));
        SingleOutputStreamOperator<Event> cold = job.detect(counted);
        SingleOutputStreamOperator<OutputRecord> admitted = job.admit(cold);
        SingleOutputStreamOperator<OutputRecord> rewritten = job.rewrite(cold.getSideOutput(Tags.HOT));

        ends.writeEvents(admitted, scatter(rewritten, counted.getSideOutput(Tags.EXEMPT)));
        ends.writeHotIds(cold.getSideOutput(Tags.HOT_IDS));
        ends.writeDeadLetters(deadLetters(counted, admitted, rewritten));
    }

    private SingleOutputStreamOperator<Event> scan(DataStream<SourceRecord> records) {
        SingleOutputStreamOperator<Event> events = records
                .process(new ScanFunction(settings.keyRules(), settings.maxEventBytes(), settings.scatterMode(), limit),
                        Types.EVENT)
                .uid(Uids.SCAN)
                .name(Uids.SCAN);
        if (records.getParallelism() != events.getParallelism()) {
            events.setParallelism(records.getParallelism());
        }
        return events;
    }

    private SingleOutputStreamOperator<Event> detect(DataStream<Event> events) {
        return events
                .keyBy(Event::key, Types.COUNTER_KEY)
                .process(new DetectFunction(settings.threshold(), settings.stateTtl(), settings.keyRules(),
                        settings.forgetChangedState()), Types.EVENT)
                .uid(Uids.DETECT)
                .name(Uids.DETECT);
    }

    private SingleOutputStreamOperator<OutputRecord> admit(DataStream<Event> cold) {
        return cold
                .process(new AdmitFunction(limit), Types.OUTPUT_RECORD)
                .uid(Uids.ADMIT)
                .name(Uids.ADMIT);
    }

    private SingleOutputStreamOperator<OutputRecord> rewrite(DataStream<Event> hot) {
        return hot
                .process(new RewriteFunction(settings.keyRules(), settings.maxEventBytes(), settings.scatterMode(), limit),
                        Types.OUTPUT_RECORD)
                .uid(Uids.REWRITE)
                .name(Uids.REWRITE);
    }

    /** All of one hot id leaves one detector subtask: rebalanced, it does not heat one sink subtask as well. */
    private static DataStream<OutputRecord> scatter(DataStream<OutputRecord> rewritten, DataStream<OutputRecord> exempt) {
        return rewritten.union(exempt).rebalance();
    }

    private static DataStream<DeadLetter> deadLetters(
            SingleOutputStreamOperator<?> counted, SingleOutputStreamOperator<?> admitted, SingleOutputStreamOperator<?> rewritten) {
        return counted.getSideOutput(Tags.DEAD_LETTERS)
                .union(admitted.getSideOutput(Tags.DEAD_LETTERS), rewritten.getSideOutput(Tags.DEAD_LETTERS));
    }
}
