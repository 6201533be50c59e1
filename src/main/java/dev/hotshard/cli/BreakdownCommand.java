package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Options;
import dev.hotshard.config.TopicRole;
import dev.hotshard.recover.breakdown.Breakdown;
import dev.hotshard.recover.breakdown.BreakdownReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
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
        BreakdownRun run = new BreakdownRun(conf);
        Breakdown breakdown = topic() == null ? run.ofFiles(inputs) : run.ofTopic(topic(), parallelism.orProcessors());
        BreakdownReport report = breakdown.report(top);
        if (report.records() > 0 && report.rewritten() == 0) {
            Warnings.print("none of the %,d records is a rewritten event that can be restored", report.records());
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
}
