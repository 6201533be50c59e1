package dev.hotshard.job;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.operator.RestoreOperator;
import dev.hotshard.operator.RestoreReportOperator;
import dev.hotshard.operator.Tags;
import dev.hotshard.recovery.ImportLimits;
import dev.hotshard.recovery.RestoreRules;
import dev.hotshard.shard.ScatterMode;
import dev.hotshard.wire.Types;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of a restore.
 *
 * <pre>
 * read ─▶ restore ─┬─ restored ──────▶ events, scattered
 *                  ├─ left
 *                  ├─ dead letters
 *                  └─ counts ─▶ report
 * </pre>
 *
 * @param rules what is done with rewritten events
 * @param scatter how the keys of restored events are made
 * @param importLimits what is told of events that an import would not take, or null
 * @param examples how many restored events are handed over, before and after
 * @param finishedFile where it is told that a checkpoint has all of the input, or null
 */
public record RestoreJob(
        RestoreRules rules, ScatterMode scatter, ImportLimits importLimits, int examples, String finishedFile) {

    /**
     * Adds the job's operators to {@code env}. The report is the accumulator
     * {@link RestoreReportOperator#REPORT}.
     *
     * @param records a bounded stream; restoring runs at its parallelism
     */
    public void define(StreamExecutionEnvironment env, DataStream<SourceRecord> records, RestoreEnds ends) {
        // A batch has no checkpoints.
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        SingleOutputStreamOperator<OutputRecord> restored = records.transform(
                        Uids.RESTORE,
                        Types.OUTPUT_RECORD,
                        new RestoreOperator(rules, scatter, ends.limit(), ends.leftLimit(), importLimits, examples))
                .setParallelism(records.getParallelism())
                .uid(Uids.RESTORE);
        ends.writeRestored(restored);
        ends.writeLeft(restored.getSideOutput(Tags.LEFT));
        ends.writeDeadLetters(restored.getSideOutput(Tags.DEAD_LETTERS));
        restored.getSideOutput(Tags.RESTORE_COUNTS)
                .transform(
                        Uids.RESTORE_REPORT,
                        org.apache.flink.api.common.typeinfo.Types.VOID,
                        new RestoreReportOperator(finishedFile))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid(Uids.RESTORE_REPORT);
    }
}
