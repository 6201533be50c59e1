package dev.hotshard.job;

import dev.hotshard.config.DetectorSettings;
import dev.hotshard.config.EventSettings;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.Ends;
import dev.hotshard.connect.GateEnds;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.AdmitFunction;
import dev.hotshard.flink.DetectFunction;
import dev.hotshard.flink.DetectOperator;
import dev.hotshard.flink.GateOperator;
import dev.hotshard.flink.ScanFunction;
import dev.hotshard.flink.SideOutputs;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the hot shard job, the same for Kafka, files, tests and benchmarks.
 *
 * <pre>
 * read ─▶ scan ─▶ gate ─▶ keyBy(counter key) ─▶ detect ─┬─ cold ─▶ admit ────────▶ events, by id
 *          │       ▲ └─ known hot, or within the slack ─┼───────────────────────▶ events, scattered or by id
 *          │       └─────────── hints ──────────────────┤
 *          ├─ exempt ───────────────────────────────────┼───────┐
 *          │                                            ├─ hot ─┴─▶ rebalance ─▶ events, scattered
 *          └─ dead letters                              └─ hot ids
 * </pre>
 */
public final class HotShardJob {

    /**
     * Number of key groups: fixed for the life of the state, with many divisors, so that most parallelisms
     * are even.
     */
    public static final int MAX_PARALLELISM = 720;

    private final Settings settings;
    private final RewriteSpec rules;

    private HotShardJob(Settings settings, RecordLimit limit) {
        this.settings = settings;
        EventSettings events = settings.events();
        rules = new RewriteSpec(events.keySpec(), events.maxEventBytes(), events.scatterMode(), limit);
    }

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, Ends ends, Settings settings) {
        if (env.getMaxParallelism() <= 0) {
            env.setMaxParallelism(MAX_PARALLELISM);
        }
        // A batch is sorted by key, in no order within one, and has no checkpoints.
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        HotShardJob job = new HotShardJob(settings, ends.limit());

        // Of this submission: not the job's id, which a redeployment may keep.
        UUID submission = UUID.randomUUID();
        Optional<GateEnds> gate = ends.gate();
        boolean open = gate.isEmpty() || !settings.gate().isOn();

        SingleOutputStreamOperator<DetectorInput> scanned = job.scan(ends.read(env));
        Optional<SingleOutputStreamOperator<DetectorInput>> gated =
                gate.map(g -> job.gate(scanned, open ? HintFeed.NONE : g.feed(), submission));
        SingleOutputStreamOperator<Event> cold = job.detect(gated.orElse(scanned), open ? null : submission, ends);
        SingleOutputStreamOperator<OutputRecord> admitted = job.admit(cold);

        ends.writeEvents(
                admitted,
                scatter(cold.getSideOutput(SideOutputs.REWRITTEN), scanned.getSideOutput(SideOutputs.EXEMPT)));
        gate.ifPresent(g -> {
            g.writeGated(gated.get().getSideOutput(SideOutputs.GATED));
            g.writeHints(cold.getSideOutput(SideOutputs.HINTS));
        });
        ends.writeHotIds(cold.getSideOutput(SideOutputs.HOT_IDS));
        ends.writeDeadLetters(
                deadLetters(Stream.of(Optional.of(scanned), gated, Optional.of(cold), Optional.of(admitted))));
    }

    private SingleOutputStreamOperator<DetectorInput> scan(DataStream<SourceRecord> records) {
        SingleOutputStreamOperator<DetectorInput> events = records.process(
                        new ScanFunction(rules, settings.events().trustRestored()), Types.COUNTED)
                .uid(Uids.SCAN)
                .name(Uids.SCAN);
        if (records.getParallelism() != events.getParallelism()) {
            events.setParallelism(records.getParallelism());
        }
        return events;
    }

    private SingleOutputStreamOperator<DetectorInput> gate(
            SingleOutputStreamOperator<DetectorInput> events, HintFeed feed, UUID submission) {
        return events.transform(
                        Uids.GATE,
                        Types.COUNTED,
                        new GateOperator(
                                rules,
                                settings.detector().stateTtl(),
                                feed,
                                submission,
                                settings.gate().slack()))
                .setParallelism(events.getParallelism())
                .uid(Uids.GATE);
    }

    private SingleOutputStreamOperator<Event> detect(DataStream<DetectorInput> events, UUID submission, Ends ends) {
        DetectorSettings detector = settings.detector();
        DetectFunction function = new DetectFunction(
                        detector.threshold(), detector.stateTtl(), rules, detector.forgetChangedState(), submission)
                .guarding(ends.endpoints(), ends.acceptChangedTopics());
        return events.keyBy(DetectorInput::key, Types.COUNTER_KEY)
                .transform(Uids.DETECT, Types.EVENT, new DetectOperator(function, detector.countCacheBytes()))
                .uid(Uids.DETECT);
    }

    private SingleOutputStreamOperator<OutputRecord> admit(DataStream<Event> cold) {
        return cold.process(new AdmitFunction(rules.limit()), Types.OUTPUT_RECORD)
                .uid(Uids.ADMIT)
                .name(Uids.ADMIT);
    }

    /**
     * All of one hot id leaves one detector subtask: rebalanced, it does not heat one sink subtask as well.
     */
    private static DataStream<OutputRecord> scatter(
            DataStream<OutputRecord> rewritten, DataStream<OutputRecord> exempt) {
        return rewritten.union(exempt).rebalance();
    }

    private static DataStream<DeadLetter> deadLetters(
            Stream<Optional<? extends SingleOutputStreamOperator<?>>> operators) {
        return operators
                .flatMap(Optional::stream)
                .<DataStream<DeadLetter>>map(operator -> operator.getSideOutput(SideOutputs.DEAD_LETTERS))
                .reduce(DataStream::union)
                .orElseThrow();
    }
}
