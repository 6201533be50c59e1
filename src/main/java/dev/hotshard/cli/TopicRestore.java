package dev.hotshard.cli;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaRestoreSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.RangeConnectors;
import dev.hotshard.connect.kafka.TopicInput;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;

/** A restore from topic to topic that resumes after an interruption. */
final class TopicRestore {

    private final Configuration conf;
    private final KafkaTopics topics;
    private final Path state;
    private final KafkaRestoreSettings settings;
    private final OpenTransactionsWait openTransactions;
    private final RestoreSpec spec;
    private final RestoreSummary summary;
    private final boolean warns;
    private final TopicRestoreRun job;

    TopicRestore(
            Configuration conf,
            Map<TopicRole, String> topics,
            Path state,
            RestoreFilterFlags filter,
            int parallelism,
            boolean json)
            throws Exception {
        this.conf = conf;
        this.state = state;
        settings = KafkaRestoreSettings.of(conf, topics);
        this.topics = settings.topics();
        openTransactions = new OpenTransactionsWait(settings.clients(), settings.openTransactionsWait());
        spec = filter.spec(settings.settings().events().keySpec());
        spec.check();
        OptionalLong warnAbove = RestoreSummary.warnAbove(conf, settings.settings());
        warns = warnAbove.isPresent();
        summary = new RestoreSummary(spec, warnAbove, json);
        job = new TopicRestoreRun(conf, spec, settings.settings().events().scatterMode(), state, parallelism);
    }

    int run(boolean dryRun) throws Exception {
        if (dryRun) {
            TopicRange range = TopicRange.upToNow(settings.clients(), topics.input());
            openTransactions.await(range);
            RangeConnectors reading = new RangeConnectors(new TopicInput(settings.clients(), range));
            summary.printDry(job.count(reading, RestoreSummary.EXAMPLES));
            return ExitCode.OK;
        }
        try (StateFolder folder = StateFolder.open(state)) {
            return run(folder);
        }
    }

    private int run(StateFolder folder) throws Exception {
        Preflight.check(settings.clients(), topics, Warnings::print);
        TopicRange now = TopicRange.upToNow(settings.clients(), topics.input());
        boolean begins = !UnfinishedRestore.isIn(folder);
        Endpoints endpoints = connectors(now, settings.clients()).endpoints().now();
        UnfinishedRestore unfinished = UnfinishedRestore.in(folder, topics, spec, now, endpoints);
        Optional<RestoreReport> finished = unfinished.finished(folder);
        if (finished.isPresent()) {
            return end(folder, finished.get());
        }
        if (begins) {
            openTransactions.awaitBeforeStart(folder, unfinished.range());
        } else {
            openTransactions.await(unfinished.range());
        }
        return restore(folder, unfinished);
    }

    private int restore(StateFolder folder, UnfinishedRestore unfinished) throws Exception {
        ClientSettings clients = settings.clients().withTransactionalIds("restore-" + unfinished.id());
        RangeConnectors connectors = connectors(unfinished.range(), clients);
        Configuration kept = new Configuration(conf);
        folder.configure(kept);
        Optional<Path> resumed = folder.resumeFromNewest(kept);
        if (resumed.isPresent()) {
            System.err.println("Resuming from " + resumed.get());
        } else if (warns) {
            summary.warn(RestoreSummary.report(job.count(connectors, 0)));
        }
        Optional<JobExecutionResult> done = job.restore(folder, kept, resumed, connectors, clients);
        if (done.isEmpty()) {
            System.err.println("Stopped; rerun the same command to resume");
            return ExitCode.INTERRUPTED;
        }
        return end(folder, RestoreSummary.report(done.get()));
    }

    /** Prints before it forgets the restore, so that a rerun after a crash prints without restoring again. */
    private int end(StateFolder folder, RestoreReport report) throws Exception {
        summary.print(report);
        UnfinishedRestore.forget(folder);
        return ExitCode.OK;
    }

    private RangeConnectors connectors(TopicRange range, ClientSettings writers) {
        return new RangeConnectors(new TopicInput(settings.clients(), range), writers, topics);
    }
}
