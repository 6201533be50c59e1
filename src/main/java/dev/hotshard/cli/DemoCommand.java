package dev.hotshard.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.cli.demo.DemoReport;
import dev.hotshard.cli.demo.DemoResults;
import dev.hotshard.cli.demo.DemoTopics;
import dev.hotshard.cli.demo.DemoTraffic;
import dev.hotshard.cli.demo.MultisetDigest;
import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.cli.local.TemporaryFolder;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.config.Options;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.job.KafkaJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
            "Shows the whole thing: a real Kafka broker, a local Flink cluster with its web UI, and traffic "
                    + "with a broken client.",
            "Ends by itself, with the proof that nothing was lost."
        })
final class DemoCommand implements Callable<Integer> {

    private static final String DEFAULT_THRESHOLD = "2000";
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Long enough for what came twice to be committed too. */
    private static final Duration AFTER_LAST = CHECKPOINT_INTERVAL.multipliedBy(2);

    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);

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

    @Option(names = "--keep", description = "Stay, with all running, until Ctrl-C.")
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

    private final Progress progress = new Progress();

    @Override
    public Integer call() throws Exception {
        Configuration conf = common.over(JobCommand.DEMO, defaults(), flags());
        // A bad option is told before anything starts; the broker's address is not known yet.
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
        with.set(TopicRole.INPUT.option(), DemoTopics.INPUT);
        with.set(TopicRole.OUTPUT.option(), DemoTopics.OUTPUT);
        with.set(TopicRole.HOT_IDS.option(), DemoTopics.HOT_IDS);
        with.set(TopicRole.DEAD_LETTERS.option(), DemoTopics.DEAD_LETTERS);
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
            DemoReport report = measure(
                    cluster,
                    id,
                    broker.bootstrapServers(),
                    job.settings().detector().threshold());
            StandardOutput.print(json ? JsonMapper.builder().build().writeValueAsString(report) + "\n" : report.text());
            if (!report.proved()) {
                throw new CommandException("the proof failed: events were lost, repeated or changed");
            }
            if (keep) {
                stay(cluster, id, broker);
            }
            cluster.cancel(id);
        }
        return ExitCode.OK;
    }

    private DemoReport measure(LocalCluster cluster, JobID job, String bootstrapServers, long threshold)
            throws Exception {
        try (DemoTraffic traffic = new DemoTraffic(bootstrapServers, DemoTopics.INPUT);
                DemoResults results = new DemoResults(bootstrapServers)) {
            say("Sending %,d events, half of them from a client that identifies everybody as user_id (seed %d)"
                    .formatted(events, seed));
            List<Future<MultisetDigest>> clients = traffic.start(events, seed);
            MultisetDigest sent = new MultisetDigest();
            for (Future<MultisetDigest> client : clients) {
                readUntil(client::isDone, cluster, job, traffic, results);
                sent.addAll(client.get());
            }
            say("All sent; reading what the job commits");
            readUntil(() -> results.count() >= sent.count(), cluster, job, traffic, results);
            long end = System.nanoTime() + AFTER_LAST.toNanos();
            while (System.nanoTime() < end) {
                results.read(POLL);
            }
            progress.clear();
            return results.report(sent, threshold);
        }
    }

    private void readUntil(
            Callable<Boolean> done, LocalCluster cluster, JobID job, DemoTraffic traffic, DemoResults results)
            throws Exception {
        long last = -1;
        long deadline = 0;
        while (!done.call()) {
            results.read(POLL);
            long now = traffic.sent() + results.count();
            if (now != last) {
                last = now;
                deadline = System.nanoTime() + NO_PROGRESS.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new CommandException("nothing has moved for %d s: %,d sent, %,d came out"
                        .formatted(NO_PROGRESS.toSeconds(), traffic.sent(), results.count()));
            }
            requireRunning(cluster, job);
            progress.show("%,d sent, %,d out, %,d rewritten, %d hot ids"
                    .formatted(traffic.sent(), results.count(), results.rewritten(), results.hotIdCount()));
        }
    }

    private static void requireRunning(LocalCluster cluster, JobID job) throws Exception {
        if (cluster.awaitEnd(job, 0, TimeUnit.MILLISECONDS)) {
            cluster.result(job);
            throw new CommandException("the job ended by itself");
        }
    }

    private static void stay(LocalCluster cluster, JobID job, LocalBroker broker) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        Interrupts.stopThenEndAtOnce(stop::countDown);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Kafka", broker.bootstrapServers());
        addresses.put(
                "Topics",
                String.join(" ", DemoTopics.INPUT, DemoTopics.OUTPUT, DemoTopics.HOT_IDS, DemoTopics.DEAD_LETTERS));
        addresses.put("Web UI", cluster.restAddress().toString());
        StandardOutput.print(addresses.entrySet().stream()
                .map(address -> "%-8s %s%n".formatted(address.getKey(), address.getValue()))
                .collect(Collectors.joining("", "\n", "")));
        say("All of it goes on running until Ctrl-C");
        while (!stop.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            requireRunning(cluster, job);
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
