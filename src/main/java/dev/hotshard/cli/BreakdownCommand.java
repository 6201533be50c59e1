package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.breakdown.Breakdown;
import dev.hotshard.breakdown.BreakdownReport;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.file.ReadLinesFunction;
import dev.hotshard.job.BreakdownJob;
import dev.hotshard.job.FileInput;
import dev.hotshard.job.Settings;
import dev.hotshard.operator.Metrics;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "breakdown",
        description = {"Tells what went hot, and why if the data shows it.",
            "Breaks the rewritten events of an input down by their original distinct_id and event name."})
final class BreakdownCommand implements Callable<Integer> {

    /** One thread reads and counts. */
    private static final int PARALLELISM = 1;

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    private int top = 10;

    @Option(names = "--json", description = "Print the breakdown as JSON.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "INPUT",
            description = "NDJSON files, one event a line; .gz is decompressed, - is standard input.")
    private List<String> inputs;

    @Option(names = "--top", paramLabel = "N", description = "Show the N ids with most events (default: 10).")
    private void setTop(int value) {
        if (value < 1 || value > Breakdown.MAX_TOP) {
            throw new ParameterException(command.commandLine(),
                    "--top is '" + value + "': expected a whole number from 1 to " + Breakdown.MAX_TOP);
        }
        top = value;
    }

    @Override
    public Integer call() throws Exception {
        // Read by the logging configuration: why a task failed is this command's to say, once.
        System.setProperty("hotshard.log.tasks", "OFF");
        Configuration conf = common.over(LocalCluster.configuration(), new HashMap<>());
        Settings settings = Settings.of(conf);
        InputFiles files = InputFiles.check(inputs);
        Breakdown breakdown = run(conf, settings, new FileInput(files.names())::read, files);
        print(breakdown.report(top));
        return ExitCode.OK;
    }

    private void print(BreakdownReport report) throws JsonProcessingException {
        // Escaped, a lone surrogate survives, and any terminal's encoding will do.
        System.out.print(json
                ? JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writeValueAsString(report) + "\n"
                : BreakdownText.of(report, Charset.defaultCharset()));
    }

    private static Breakdown run(Configuration conf, Settings settings,
            Function<StreamExecutionEnvironment, DataStream<SourceRecord>> source, InputFiles files) throws Exception {
        // The review lies in no checkpoint; so there is nothing to restart from.
        conf.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        conf.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        conf.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        // While the cluster starts, which keeps one processor busy.
        CompletableFuture<StreamExecutionEnvironment> job = CompletableFuture.supplyAsync(() -> {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, PARALLELISM);
            BreakdownJob.define(env, source.apply(env), settings);
            return env;
        });
        try (LocalCluster cluster = LocalCluster.start(conf, PARALLELISM)) {
            Interrupts.endAtOnce(cluster::deleteTemporary);
            return await(cluster, cluster.submit(job.join(), "hotshard breakdown"), files);
        }
    }

    private static Breakdown await(LocalCluster cluster, JobID job, InputFiles files) throws Exception {
        Progress progress = new Progress();
        while (!cluster.awaitEnd(job, 200, TimeUnit.MILLISECONDS)) {
            progress.show("%,d events, %s".formatted(cluster.metrics().sum(Metrics.EVENTS),
                    files.share(cluster.metrics().sum(ReadLinesFunction.BYTES_READ))));
        }
        progress.clear();
        return BreakdownJob.result(cluster.result(job).toJobExecutionResult(BreakdownCommand.class.getClassLoader()));
    }
}
