package dev.hotshard.job;

import dev.hotshard.config.EventSettings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.BreakdownOperator;
import dev.hotshard.flink.Uids;
import dev.hotshard.recover.breakdown.Breakdown;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the breakdown: a bounded source, with an operator chained to each reader that sums up its
 * records. Runs without checkpoints.
 */
public final class BreakdownJob {

    private BreakdownJob() {}

    /** Adds the job's operators to {@code env}. */
    public static void define(StreamExecutionEnvironment env, Connectors connectors, EventSettings settings) {
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        DataStream<SourceRecord> records = connectors.read(env);
        records.transform(
                        Uids.BREAKDOWN, Types.VOID, new BreakdownOperator(settings.keySpec(), settings.maxEventBytes()))
                .setParallelism(records.getParallelism())
                .uid(Uids.BREAKDOWN);
    }

    /** Merges the results of all subtasks of a job that has finished. */
    public static Breakdown result(JobExecutionResult result) {
        List<Breakdown> parts = result.getAccumulatorResult(BreakdownOperator.RESULT);
        Breakdown all = parts.get(0);
        parts.subList(1, parts.size()).forEach(all::merge);
        return all;
    }
}
