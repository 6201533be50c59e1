package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Options;
import dev.hotshard.config.TopicRole;
import java.nio.file.Path;
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
        name = "restore",
        modelTransformer = TopicFlags.OfRestore.class,
        description = {
            "Restores the original events from rewritten ones: from files into DIR, or from topic to topic.",
            "Writes restored.ndjson, left.ndjson and dead-letters.ndjson into DIR."
        },
        customSynopsis = {
            "hotshard restore [OPTIONS] --out DIR INPUT...",
            "hotshard restore [OPTIONS] --bootstrap HOST:PORT --from-topic TOPIC --to-topic TOPIC"
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for the results; created if missing, otherwise it must be empty.")
    private Path out;

    @Option(names = "--batches", description = "Also write batch-00001.json and so on, ready for import.")
    private boolean batches;

    @Mixin
    private RestoreTopicFlags topics;

    @Mixin
    private RestoreFilterFlags filter;

    @Option(names = "--dry-run", description = "Show what would change, with three examples, and write nothing.")
    private boolean dryRun;

    @Mixin
    private ParallelismOption parallelism;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(
            names = {"-n", "--threshold"},
            paramLabel = "N",
            description = "Warn about ids with more than N restored events on a date, which would become hot again.")
    private String threshold;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description = "NDJSON files, one event per line, or JSON arrays of events; gzip is decompressed, - is "
                    + "standard input.")
    private List<String> inputs = List.of();

    @Override
    public Integer call() throws Exception {
        filter.check();
        check();
        BoundedJob.quietLogs(!inputs.isEmpty());
        Map<String, String> flags = topics.options();
        CommonOptions.put(flags, Options.THRESHOLD, threshold);
        Configuration conf = common.over(
                inputs.isEmpty() ? JobCommand.RESTORE : JobCommand.RESTORE_FILES, BoundedJob.defaults(), flags);
        return inputs.isEmpty()
                ? new TopicRestore(conf, topics.topics(), topics.state(), filter, parallelism.orProcessors(), json)
                        .run(dryRun)
                : new FileRestore(conf, InputFiles.check(inputs), filter, json).run(dryRun ? null : out, batches);
    }

    private void check() {
        if (topics.isUsed() && !inputs.isEmpty()) {
            throw usage("INPUT and topics exclude each other: expected files, or --from-topic");
        }
        if (topics.isUsed() && (out != null || batches)) {
            throw usage("--out and --batches apply only to files");
        }
        if (topics.isUsed() && !topics.topics().containsKey(TopicRole.RESTORE_FROM)) {
            throw usage("--from-topic is missing");
        }
        if (topics.isUsed() && !topics.topics().containsKey(TopicRole.RESTORE_TO) && !dryRun) {
            throw usage("--to-topic is missing");
        }
        if (!topics.isUsed() && inputs.isEmpty()) {
            throw usage("nothing to read: expected INPUT, or --bootstrap, --from-topic and --to-topic");
        }
        if (!inputs.isEmpty() && out == null && !dryRun) {
            throw usage("--out is missing: expected a folder for the results");
        }
        if (!inputs.isEmpty()) {
            parallelism.refuseForFiles();
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
