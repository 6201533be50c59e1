package dev.hotshard.bench;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs jobs without Kafka. */
final class PipelineStage implements Stage {

    private final RowProcess process;

    PipelineStage(RowProcess process) {
        this.process = process;
    }

    @Override
    public void prove(BenchRow row) throws Exception {
        Proof proof = new Proof(row);
        Results.clear();
        Configuration conf = BenchCluster.configuration(row.state(), process.folder());
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        StreamExecutionEnvironment env = BenchCluster.environment(row.parallelism(), conf);
        row.variant()
                .define(
                        env,
                        new TimedConnectors(new PipelineConnectors(row.keys(), 0, Proof.EVENTS, 1, true)),
                        proof.settings());
        env.execute("proof of " + row);
        proof.check(
                Results.of(Route.EVENTS),
                Results.openedKeys(),
                Results.of(Route.DEAD_LETTERS).stream().map(OutputRecord::value));
        Results.clear();
    }

    @Override
    public Measurement measure(BenchRow row) throws IOException {
        return process.measure(PipelineRun.class, row);
    }
}
