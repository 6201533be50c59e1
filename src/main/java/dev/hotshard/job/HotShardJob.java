package dev.hotshard.job;

import dev.hotshard.config.DetectorSettings;
import dev.hotshard.config.EventSettings;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.ScanResult;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.DetectFunction;
import dev.hotshard.flink.DetectOperator;
import dev.hotshard.flink.GateOperator;
import dev.hotshard.flink.ScanFunction;
import dev.hotshard.flink.SideOutputs;
import dev.hotshard.flink.Thresholds;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import java.util.UUID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the hot shard job, the same for Kafka, files, tests and benchmarks. Records leave at four
 * places, each with one sink that writes to all destinations.
 *
 * <pre>
 * read ─▶ scan ─▶ gate ─▶ keyBy(counter key) ─▶ detect ─┬─ cold events, by id ─▶ sink, detector side
 *                 ▲ │                                   ├─ hot events ─▶ rebalance ─▶ sink, scattered
 *                 │ └─▶ sink, source side               ├─ notices ─▶ sink, notices
 *                 └──────────────── hints ──────────────┘
 * </pre>
 *
 * <p>Three kinds of events leave at the source side: exempt events, under scatter keys; events of ids known
 * to be hot, rewritten, under scatter keys; and events admitted within the slack, under their ids. Dead
 * letters leave where they arise.
 */
public final class HotShardJob {

    /**
     * The number of key groups, fixed for the life of the state. It has many divisors, so most parallelisms
     * distribute key groups evenly.
     */
    public static final int MAX_PARALLELISM = 720;

    private final Connectors connectors;
    private final Settings settings;
    private final RewriteSpec rewriteSpec;
    private final Thresholds thresholds;
    private final HintFeed hints;
    private final AdmissionSlack slack;
    /** The id of this submission. Flink's job id would not do, because a redeployment may keep it. */
    private final UUID submission = UUID.randomUUID();

    private HotShardJob(Connectors connectors, Settings settings) {
        this.connectors = connectors;
        this.settings = settings;
        thresholds = Thresholds.fixed(settings.detector().threshold());
        EventSettings events = settings.events();
        rewriteSpec = new RewriteSpec(
                events.keySpec(),
                events.maxEventBytes(),
                events.scatterMode(),
                connectors.inputName(),
                connectors.limit());
        HintFeed feed = connectors.hintFeed();
        hints = settings.gate().isOn() ? feed : HintFeed.NONE;
        // Without hints, as with files, every event is counted exactly.
        slack = feed.deliversHints() ? settings.gate().slack() : AdmissionSlack.NONE;
    }

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, Connectors connectors, Settings settings) {
        if (env.getMaxParallelism() <= 0) {
            env.setMaxParallelism(MAX_PARALLELISM);
        }
        // Batch mode sorts by key, loses the order within a key, and has no checkpoints.
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        new HotShardJob(connectors, settings).define(env);
    }

    private void define(StreamExecutionEnvironment env) {
        SingleOutputStreamOperator<DetectorInput> gated = gate(scan(connectors.read(env)));
        SingleOutputStreamOperator<OutputRecord> detected = detect(gated);
        connectors.write(gated.getSideOutput(SideOutputs.OUT), Place.SOURCE_SIDE);
        connectors.write(detected, Place.DETECTOR_SIDE);
        // All events of a hot id leave one detector subtask; without a rebalance, one sink subtask would
        // get them all.
        connectors.write(detected.getSideOutput(SideOutputs.SCATTERED).rebalance(), Place.SCATTERED);
        connectors.write(detected.getSideOutput(SideOutputs.NOTICES), Place.NOTICES);
        connectors.sendHints(detected.getSideOutput(SideOutputs.HINTS));
    }

    private SingleOutputStreamOperator<ScanResult> scan(DataStream<SourceRecord> records) {
        SingleOutputStreamOperator<ScanResult> scanned = records.process(
                        new ScanFunction(rewriteSpec, settings.events().trustRestored()), Types.SCAN_RESULT)
                .uid(Uids.SCAN)
                .name(Uids.SCAN);
        if (records.getParallelism() != scanned.getParallelism()) {
            scanned.setParallelism(records.getParallelism());
        }
        return scanned;
    }

    private SingleOutputStreamOperator<DetectorInput> gate(SingleOutputStreamOperator<ScanResult> scanned) {
        return scanned.transform(
                        Uids.GATE,
                        Types.DETECTOR_INPUT,
                        new GateOperator(
                                thresholds, rewriteSpec, settings.detector().stateTtl(), hints, submission, slack))
                .setParallelism(scanned.getParallelism())
                .uid(Uids.GATE);
    }

    private SingleOutputStreamOperator<OutputRecord> detect(DataStream<DetectorInput> events) {
        DetectorSettings detector = settings.detector();
        DetectFunction function = new DetectFunction(
                        thresholds,
                        detector.stateTtl(),
                        rewriteSpec,
                        detector.forgetChangedState(),
                        hints.deliversHints() ? submission : null)
                .guarding(connectors.endpoints(), connectors.acceptChangedTopics());
        return events.keyBy(DetectorInput::key, Types.COUNTER_KEY)
                .transform(Uids.DETECT, Types.OUTPUT_RECORD, new DetectOperator(function, detector.countCacheBytes()))
                .uid(Uids.DETECT);
    }
}
