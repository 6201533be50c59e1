package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.LocalMetrics;
import dev.hotshard.config.EventSettings;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaBreakdownSettings;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.flink.Metrics;
import dev.hotshard.job.BreakdownJob;
import dev.hotshard.recover.breakdown.Breakdown;
import dev.hotshard.recover.breakdown.BreakdownReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
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
        modelTransformer = TopicFlags.OfBreakdown.class,
        description = {
            "Shows which ids became hot, and why if the data reveals it.",
            "Breaks the rewritten events of an input down by their original distinct_id and event name."
        })
final class BreakdownCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    private int top = 10;

    @Option(names = "--json", description = "Print the breakdown as JSON.")
    private boolean json;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka brokers, separated by commas.")
    private String bootstrap;

    @Mixin
    private ParallelismOption parallelism;

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description = "NDJSON files, one event per line, or JSON arrays of events; gzip is decompressed, - is "
                    + "standard input.")
    private List<String> inputs = List.of();

    @Option(names = "--top", paramLabel = "N", description = "Show the N ids with the most events (default: 10).")
    private void setTop(int value) {
        if (value < 1 || value > Breakdown.MAX_TOP) {
            throw new ParameterException(
                    command.commandLine(),
                    "--top is '" + value + "': expected a whole number from 1 to " + Breakdown.MAX_TOP);
        }
        top = value;
    }

    @Override
    public Integer call() throws Exception {
        check();
        BoundedJob.quietLogs(true);
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.BOOTSTRAP_SERVERS, bootstrap);
        Configuration conf = common.over(
                topic() == null ? JobCommand.BREAKDOWN_FILES : JobCommand.BREAKDOWN, BoundedJob.defaults(), flags);
        BreakdownReport report = (topic() == null ? ofFiles(conf) : ofTopic(conf)).report(top);
        if (report.records() > 0 && report.rewritten() == 0) {
            System.err.printf(
                    "warning: none of the %,d records is a rewritten event that can be restored%n", report.records());
        }
        print(report);
        return ExitCode.OK;
    }

    private String topic() {
        return TopicFlags.given(command, JobCommand.BREAKDOWN).get(TopicRole.BREAKDOWN);
    }

    private void check() {
        String topic = topic();
        if (topic != null && !inputs.isEmpty()) {
            throw usage("--topic and INPUT exclude each other");
        }
        if (topic == null && bootstrap != null) {
            throw usage("--topic is missing");
        }
        if (topic == null && inputs.isEmpty()) {
            throw usage("nothing to read: expected INPUT, or --bootstrap and --topic");
        }
        if (topic == null) {
            parallelism.refuseForFiles();
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private Breakdown ofFiles(Configuration conf) throws Exception {
        EventSettings settings = Settings.of(conf).events();
        InputFiles files = InputFiles.check(inputs);
        // One thread reads and counts.
        return run(
                conf,
                settings,
                new FileConnectors(new FileInput(files.names()), Map.of()),
                1,
                metrics -> files.share(metrics.sum(Metrics.BYTES_READ)),
                () -> {});
    }

    private Breakdown ofTopic(Configuration conf) throws Exception {
        KafkaBreakdownSettings settings = KafkaBreakdownSettings.of(conf, topic());
        Preflight.check(settings.clients(), settings.topics(), Warnings::print);
        TopicRange range =
                TopicRange.upToNow(settings.clients(), settings.topics().input());
        new OpenTransactionsWait(settings.clients(), settings.openTransactionsWait()).await(range);
        TopicInput input = new TopicInput(settings.clients(), range);
        long records = input.records();
        return run(
                conf,
                settings.settings().events(),
                new RangeConnectors(input),
                parallelism.orProcessors(),
                metrics -> "of %,d".formatted(records),
                input::records);
    }

    private void print(BreakdownReport report) throws JsonProcessingException {
        // Escaped, because a lone surrogate must survive and any terminal must be able to show the text.
        StandardOutput.print(
                json
                        ? JsonMapper.builder()
                                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                                        .build()
                                        .writeValueAsString(report)
                                + "\n"
                        : BreakdownText.of(report, StandardOutput.charset()));
    }

    private static Breakdown run(
            Configuration conf,
            EventSettings settings,
            Connectors connectors,
            int parallelism,
            Function<LocalMetrics, String> share,
            Runnable askBrokers)
            throws Exception {
        BoundedJob.onePass(conf);
        // Builds the graph while the cluster starts, which keeps only one processor busy.
        CompletableFuture<StreamExecutionEnvironment> job = CompletableFuture.supplyAsync(() -> {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, parallelism);
            BreakdownJob.define(env, connectors, settings);
            return env;
        });
        try (LocalCluster cluster = LocalCluster.start(conf, parallelism)) {
            return BreakdownJob.result(BoundedJob.await(
                    cluster,
                    cluster.submit(job.join(), "hotshard breakdown"),
                    () -> "%,d events, %s"
                            .formatted(cluster.metrics().sum(Metrics.EVENTS), share.apply(cluster.metrics())),
                    askBrokers));
        }
    }
}
