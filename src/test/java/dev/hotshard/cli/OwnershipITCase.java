package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.cli.local.LocalBroker;
import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.CommittedReader;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ownership of transactional ids, topics and state under the command {@code run} with default options. Each
 * test continues with the job of the previous one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnershipITCase {
    private static final Pattern IDS = Pattern.compile("transactional ids (hotshard-[0-9a-f]{12})-\\*");

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    private static JobTopics first;
    private static NumberedEvents input;
    private static String prefix;

    @BeforeAll
    static void startBroker() throws IOException {
        first = broker.createJobTopics("first", 2);
        input = new NumberedEvents(broker, first.input());
    }

    @Test
    @Order(1)
    void shouldKeepJobsWithDefaultOptionsApartAndRefuseToStartOneTwice() throws Exception {
        JobTopics other = broker.createJobTopics("second", 2);
        JobTopics second = new JobTopics("second", first.input(), other.output(), other.hotIds(), other.deadLetters());
        try (CommittedReader firstOut = broker.reader(first.output());
                CommittedReader secondOut = broker.reader(second.output())) {
            input.send(300);
            try (RunProcess a = start(first);
                    RunProcess b = start(second)) {
                firstOut.awaitCount(300);
                secondOut.awaitCount(300);
                input.send(200);
                CommandRun twice = run("elsewhere", first);
                assertThat(twice.exit()).as(twice.err()).isEqualTo(ExitCode.FAILED);
                assertThat(twice.err().lines().reduce((before, last) -> last).orElse(""))
                        .startsWith(
                                "hotshard run: another job is running with the transactional ids " + prefix(a) + "-* (")
                        .contains("Stop that one first");
                assertThat(prefix(b)).isNotEqualTo(prefix(a));
                prefix = prefix(a);
                input.send(50);
                firstOut.awaitCount(550);
                secondOut.awaitCount(550);
                input.assertSameEvents(firstOut.records());
                input.assertSameEvents(secondOut.records());
                input.send(100);
                a.kill();
                b.kill();
            }
            try (RunProcess resumed = start(first)) {
                firstOut.awaitCount(650);
                assertThat(resumed.stderr()).contains("Resuming from ");
                stop(resumed);
            }
            input.assertSameEvents(firstOut.readToEnd());
        }
    }

    @Test
    @Order(2)
    void shouldRefuseAnotherInputUnderTheSameState() throws Exception {
        broker.createTopic("another", 2, Map.of());

        CommandRun run =
                run("first", new JobTopics("first", "another", first.output(), first.hotIds(), first.deadLetters()));

        assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("hotshard run: the state to resume from belongs to another input:"
                        + " hotshard.kafka.input-topic was first-in (topic id ")
                .contains("and is another (topic id ")
                .doesNotContain("\tat ");
    }

    @Test
    @Order(3)
    void shouldRefuseAReplacedOutputUnlessItIsAccepted() throws Exception {
        broker.recreateTopic(first.output(), 3);

        CommandRun refused = run("first", first);
        assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("hotshard run: the state to resume from belongs to another output:"
                        + " hotshard.kafka.output-topic was first-out (topic id ")
                .contains("hotshard.kafka.accept-changed-topics");

        input.forget();
        input.send(70);
        try (CommittedReader out = broker.reader(first.output());
                RunProcess accepted = start(first, "-D", "hotshard.kafka.accept-changed-topics=true")) {
            out.awaitCount(70);
            accepted.kill();
            input.assertSameEvents(out.readToEnd());
        }
    }

    @Test
    @Order(4)
    void shouldRefuseAnotherClusterWithTopicsOfTheSameNames() throws Exception {
        try (LocalBroker elsewhere = LocalBroker.start(broker.folder().resolve("elsewhere-broker"))) {
            JobTopics.create(elsewhere, "first", 2);

            CommandRun run = run("first", elsewhere.bootstrapServers(), first);

            assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("hotshard run: the state to resume from belongs to another input: "
                            + "hotshard.kafka.input-topic was first-in (topic id ");
        }
    }

    @Test
    @Order(4)
    void shouldEndAtOnceWhenInterruptedWhileWatching() throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "-D", "execution.checkpointing.interval=60s"));
        words.addAll(first.defaultArguments(broker.bootstrapServers()));
        try (RunProcess run = RunProcess.command(broker.folder().resolve("watching"), words)) {
            run.awaitStderr("Checking for 65 s that no other job uses the transactional ids " + prefix + "-*");
            run.terminate();

            assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        }
    }

    /**
     * The brokers abort the pending transaction of the last checkpoint, as they do after its timeout.
     */
    @Test
    @Order(5)
    void shouldRefuseToResumeIfTransactionsCanNoLongerBeCommitted() throws Exception {
        String aborted = prefix + "-detector-side-0-" + newestCheckpoint();
        abort(aborted);

        CommandRun refused = run("first", first);
        assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("the brokers have since aborted 1 of them after their timeout (" + aborted + ")")
                .contains("--accept-loss continues without them");

        input.send(5);
        try (CommittedReader out = broker.reader(first.output());
                RunProcess accepted = start(first, "--accept-loss")) {
            out.awaitCount(75);
            assertThat(accepted.stderr()).contains("warning: checkpoint ").contains("Resuming from ");
            stop(accepted);
            input.assertSameEvents(out.readToEnd());
        }
    }

    @Test
    @Order(6)
    void shouldRefuseARecreatedInputWithMoreEventsThanBefore() throws Exception {
        broker.recreateTopic(first.input(), 2);
        input.send(2_000);
        try (CommittedReader out = broker.reader(first.output())) {
            CommandRun run = run("first", first, "-D", "hotshard.kafka.accept-changed-topics=true");

            assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("the state to resume from belongs to another input: hotshard.kafka.input-topic was "
                            + "first-in (topic id ");
            assertThat(out.readToEnd()).as("nothing of it is written").hasSize(75);
        }
    }

    private static RunProcess start(JobTopics topics, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(topics.defaultArguments(broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return RunProcess.start(broker.folder().resolve(topics.job()), arguments);
    }

    private static CommandRun run(String state, JobTopics topics, String... more) {
        return run(state, broker.bootstrapServers(), topics, more);
    }

    private static CommandRun run(String state, String bootstrap, JobTopics topics, String... more) {
        String words = "run --parallelism 2 -D execution.checkpointing.interval=1s "
                + "-D execution.checkpointing.min-pause=0s --state "
                + broker.folder().resolve(state);
        return CommandRun.of(
                Stream.of(Stream.of(words.split(" ")), topics.defaultArguments(bootstrap).stream(), Stream.of(more))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
    }

    private static void stop(RunProcess run) throws Exception {
        run.terminate();
        assertThat(run.exitCode()).as(run.stderr()).isZero();
    }

    private static String prefix(RunProcess run) throws IOException {
        Matcher ids = IDS.matcher(run.stderr());
        assertThat(ids.find()).as(run.stderr()).isTrue();
        return ids.group(1);
    }

    private static long newestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(broker.folder().resolve("first").resolve("checkpoints"))) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .mapToLong(file -> Long.parseLong(
                            file.getParent().getFileName().toString().substring("chk-".length())))
                    .max()
                    .orElseThrow();
        }
    }

    private static void abort(String transactionalId) {
        try (KafkaProducer<String, String> producer =
                broker.textProducer(Map.of("transactional.id", transactionalId))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("another", "lost"));
            producer.flush();
            producer.abortTransaction();
        }
    }
}
