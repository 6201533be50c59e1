package dev.hotshard.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.cli.demo.DemoReport;
import dev.hotshard.cli.demo.DemoTopics;
import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.TemporaryFolder;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.config.Options;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.job.KafkaJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Runs everything on this machine: a real Kafka broker, a local Flink cluster with its web UI, and "
                    + "traffic with a broken client.",
            "Ends by itself, with a proof that nothing was lost."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String DEFAULT_THRESHOLD = "2000";
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    @Spec
    private CommandSpec command;

    private long events;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "600000",
            description = "Events to send (default: 600000).")
    private void setEvents(long value) {
        if (value < 1) {
            throw new ParameterException(
                    command.commandLine(), "--events is '" + value + "': expected a whole number, at least 1");
        }
        events = value;
    }

    @Option(names = "--keep", description = "Keep everything running until Ctrl-C.")
    private boolean keep;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the traffic (default: 1).")
    private long seed;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin
    private ParallelismOption parallelism;

    @Option(
            names = {"-n", "--threshold"},
            paramLabel = "N",
            description = "Events of an id and date that pass (default: " + DEFAULT_THRESHOLD + ").")
    private String threshold;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        Configuration conf = common.over(JobCommand.DEMO, defaults(), flags());
        // Reports a bad option before anything starts. The broker's address is not known yet.
        KafkaJobSettings.of(withTopics(conf, "127.0.0.1:1"));
        say("Starting a Kafka broker");
        try (TemporaryFolder folder = TemporaryFolder.create("hotshard-demo-");
                LocalBroker broker = LocalBroker.start(folder.path().resolve("broker"))) {
            DemoTopics.create(broker);
            return runJob(withTopics(conf, broker.bootstrapServers()), folder.path(), broker);
        }
    }

    private static Configuration defaults() {
        Configuration conf = LocalCluster.configuration();
        conf.setString(Options.THRESHOLD.key(), DEFAULT_THRESHOLD);
        conf.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        conf.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        return conf;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        CommonOptions.put(flags, Options.THRESHOLD, threshold);
        return flags;
    }

    private static Configuration withTopics(Configuration conf, String bootstrapServers) {
        Configuration with = new Configuration(conf);
        with.set(Options.BOOTSTRAP_SERVERS, bootstrapServers);
        DemoTopics.configure(with);
        return with;
    }

    private int runJob(Configuration conf, Path folder, LocalBroker broker) throws Exception {
        say("Starting a Flink cluster");
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        conf.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        try (LocalCluster cluster = LocalCluster.start(conf, parallelism.orProcessors())) {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, parallelism.orProcessors());
            Preflight.check(job.kafka(), DemoCommand::say);
            KafkaJob.define(env, job);
            JobID id = cluster.submit(env, "hotshard demo");
            say("Web UI: " + cluster.restAddress());
            DemoRun run = new DemoRun(cluster, id, broker.bootstrapServers());
            DemoReport report =
                    run.measure(events, seed, job.settings().detector().threshold());
            StandardOutput.print(json ? JsonMapper.builder().build().writeValueAsString(report) + "\n" : report.text());
            if (!report.proved()) {
                throw new CommandException("the proof failed: events were lost, repeated or changed");
            }
            if (keep) {
                run.stay();
            }
            cluster.cancel(id);
        }
        return ExitCode.OK;
    }

    static void say(String line) {
        System.err.println(line);
    }
}
