package dev.hotshard.job;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.RestoreOperator;
import dev.hotshard.flink.RestoreReportOperator;
import dev.hotshard.flink.SideOutputs;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.RestoreSpec;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of a restore.
 *
 * <pre>
 * read ─▶ restore ─┬─ restored events, scattered; records left as they came; dead letters ─▶ sink
 *                  └─ counts ─▶ report
 * </pre>
 *
 * @param spec which events to restore, and how
 * @param scatter the kind of scatter keys of restored events
 * @param importLimits the limits that restored events are checked against; null to check none
 * @param examples the number of restored events that each subtask reports as examples
 * @param finishedFile the path of the completion file to write once a checkpoint covers all of the input,
 *     or null
 */
public record RestoreJob(
        RestoreSpec spec, ScatterMode scatter, ImportLimits importLimits, int examples, String finishedFile) {

    /**
     * Adds the job's operators to {@code env}. The report is the accumulator
     * {@link RestoreReportOperator#REPORT}.
     *
     * @param connectors the connectors; they must read a bounded stream, whose parallelism the restore
     *     takes on
     */
    public void define(StreamExecutionEnvironment env, Connectors connectors) {
        // Batch mode has no checkpoints.
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        DataStream<SourceRecord> records = connectors.read(env);
        SingleOutputStreamOperator<OutputRecord> restored = records.transform(
                        Uids.RESTORE,
                        Types.OUTPUT_RECORD,
                        new RestoreOperator(
                                spec, scatter, connectors.inputName(), connectors.limit(), importLimits, examples))
                .setParallelism(records.getParallelism())
                .uid(Uids.RESTORE);
        connectors.write(restored, Place.RESTORED);
        restored.getSideOutput(SideOutputs.OUTCOME_DELTAS)
                .transform(
                        Uids.RESTORE_REPORT,
                        org.apache.flink.api.common.typeinfo.Types.VOID,
                        new RestoreReportOperator(finishedFile))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid(Uids.RESTORE_REPORT);
    }
}
