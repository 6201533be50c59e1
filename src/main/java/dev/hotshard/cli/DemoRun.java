package dev.hotshard.cli;

import dev.hotshard.cli.demo.DemoReport;
import dev.hotshard.cli.demo.DemoResults;
import dev.hotshard.cli.demo.DemoTopics;
import dev.hotshard.cli.demo.DemoTraffic;
import dev.hotshard.cli.demo.MultisetDigest;
import dev.hotshard.cli.local.LocalCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;

/** A running demo: its traffic, and what its job makes of it. */
final class DemoRun {

    private static final Duration POLL = Duration.ofMillis(200);
    /** Long enough for duplicates to be committed too. */
    private static final Duration AFTER_LAST = DemoCommand.CHECKPOINT_INTERVAL.multipliedBy(2);

    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);

    private final LocalCluster cluster;
    private final JobID job;
    private final String bootstrapServers;
    private final Progress progress = new Progress();

    DemoRun(LocalCluster cluster, JobID job, String bootstrapServers) {
        this.cluster = cluster;
        this.job = job;
        this.bootstrapServers = bootstrapServers;
    }

    /** Sends {@code events}, reads the output until it is complete and compares the two. */
    DemoReport measure(long events, long seed, long threshold) throws Exception {
        try (DemoTraffic traffic = new DemoTraffic(bootstrapServers, DemoTopics.INPUT);
                DemoResults results = new DemoResults(bootstrapServers)) {
            DemoCommand.say(
                    "Sending %,d events, half of them from a client that identifies everybody as user_id (seed %d)"
                            .formatted(events, seed));
            List<Future<MultisetDigest>> clients = traffic.start(events, seed);
            MultisetDigest sent = new MultisetDigest();
            for (Future<MultisetDigest> client : clients) {
                readUntil(client::isDone, traffic, results);
                sent.addAll(client.get());
            }
            DemoCommand.say("All sent; reading what the job commits");
            readUntil(() -> results.count() >= sent.count(), traffic, results);
            long end = System.nanoTime() + AFTER_LAST.toNanos();
            while (System.nanoTime() < end) {
                results.read(POLL);
            }
            progress.clear();
            return results.report(sent, threshold);
        }
    }

    private void readUntil(Callable<Boolean> done, DemoTraffic traffic, DemoResults results) throws Exception {
        long last = -1;
        long deadline = 0;
        while (!done.call()) {
            results.read(POLL);
            long now = traffic.sent() + results.count();
            if (now != last) {
                last = now;
                deadline = System.nanoTime() + NO_PROGRESS.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new CommandException("no progress for %d s: %,d sent, %,d received"
                        .formatted(NO_PROGRESS.toSeconds(), traffic.sent(), results.count()));
            }
            requireRunning();
            progress.show("%,d sent, %,d out, %,d rewritten, %d hot ids"
                    .formatted(traffic.sent(), results.count(), results.rewritten(), results.hotIdCount()));
        }
    }

    private void requireRunning() throws Exception {
        if (cluster.awaitEnd(job, 0, TimeUnit.MILLISECONDS)) {
            cluster.result(job);
            throw new CommandException("the job ended unexpectedly");
        }
    }

    /** Prints the addresses and waits for a signal. */
    void stay() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        StopSignals.stopThenExit(stop::countDown);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Kafka", bootstrapServers);
        addresses.put(
                "Topics",
                String.join(" ", DemoTopics.INPUT, DemoTopics.OUTPUT, DemoTopics.HOT_IDS, DemoTopics.DEAD_LETTERS));
        addresses.put("Web UI", cluster.restAddress().toString());
        StandardOutput.print(addresses.entrySet().stream()
                .map(address -> "%-8s %s%n".formatted(address.getKey(), address.getValue()))
                .collect(Collectors.joining("", "\n", "")));
        DemoCommand.say("Everything keeps running until Ctrl-C");
        while (!stop.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            requireRunning();
        }
    }
}
