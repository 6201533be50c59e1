package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.config.KafkaTopics;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.event.KeySpec;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.recover.CompletionFile;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.recover.RestoreFilter;
import dev.hotshard.recover.RestoreLedger;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.kafka.RestoreTopics;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRestoreTest {

    private static final KafkaTopics TOPICS = RestoreTopics.of("from", "to", "left", null);
    private static final TopicRange RANGE = new TopicRange("cluster", "from", Map.of(0, 17L, 11, 5_000_000_000L));
    /** The same topic at a later time. */
    private static final TopicRange GROWN =
            new TopicRange("cluster", "from", Map.of(0, 18L, 11, 5_000_000_000L, 12, 1L));

    private static final Endpoints TOPIC_IDS = new Endpoints(
            Map.of("--from-topic", "from (topic id 1, cluster c)"),
            Map.of("--to-topic", "to (topic id 2, cluster c)", "--left-topic", "left (topic id 3, cluster c)"));
    private static final RestoreSpec SPEC = spec("UTC", List.of("a", "b"), null, null, null, false);

    @TempDir
    private Path folder;

    @Test
    void shouldResumeWithTheEndOffsetsOfTheFirstRun() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);
            assertThat(begun.range()).isEqualTo(RANGE);

            assertThat(resume(state, TOPICS, SPEC)).isEqualTo(begun);
        }
    }

    @Test
    void shouldRefuseAnotherTopicOfThatName() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);

            Stream.of(
                            new TopicRange("another", "from", GROWN.ends()),
                            new TopicRange("cluster", "from", Map.of(0, 16L, 11, 5_000_000_000L)),
                            new TopicRange("cluster", "from", Map.of(0, 17L)))
                    .forEach(now -> assertThatThrownBy(() -> UnfinishedRestore.in(state, TOPICS, SPEC, now, TOPIC_IDS))
                            .isExactlyInstanceOf(CommandException.class)
                            .hasMessageEndingWith("holds an unfinished restore of another topic from: this one is on "
                                    + "another cluster, or was recreated"));
        }
    }

    @Test
    void shouldForgetAFinishedRestore() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);
            UnfinishedRestore.forget(state);

            assertThat(UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS)
                            .id())
                    .isNotEqualTo(begun.id());
        }
    }

    @Test
    void shouldReturnTheReportOfARestoreKilledAfterItFinished() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);
            assertThat(begun.finished(state)).isEmpty();
            RestoreLedger tally = new RestoreLedger();
            tally.add(new OutcomeDelta(Outcome.READ, null, 5));
            CompletionFile.write(UnfinishedRestore.finishedFile(state), 3, tally);

            assertThat(resume(state, TOPICS, SPEC).finished(state)).contains(tally.report());
            UnfinishedRestore.forget(state);
            assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
        }
    }

    @Test
    void shouldRefuseAChangedIdTable() throws Exception {
        Path table = Files.writeString(folder.resolve("ids.csv"), "old,new\na,b\n");
        RestoreSpec withTable = spec("UTC", List.of(), null, null, table.toString(), false);
        try (StateFolder state = StateFolder.open(folder.resolve("state"))) {
            UnfinishedRestore.in(state, TOPICS, withTable, RANGE, TOPIC_IDS);
            assertThat(resume(state, TOPICS, withTable).range()).isEqualTo(RANGE);

            Files.writeString(table, "old,new\na,c\n");
            assertRefused(state, TOPICS, withTable);
        }
    }

    @Test
    void shouldRefuseOtherOptions() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);

            Stream.of(
                            spec("Europe/Berlin", List.of("a", "b"), null, null, null, false),
                            spec("UTC", List.of("a"), null, null, null, false),
                            spec("UTC", List.of("a, b"), null, null, null, false),
                            spec("UTC", List.of("a", "b"), LocalDate.EPOCH, null, null, false),
                            spec("UTC", List.of("a", "b"), null, "user", null, false),
                            spec("UTC", List.of("a", "b"), null, null, null, true))
                    .forEach(spec -> assertRefused(state, TOPICS, spec));
            assertRefused(state, RestoreTopics.of("from", "other", "left", null), SPEC);
            assertRefused(state, RestoreTopics.of("from", "to", null, null), SPEC);
            assertRefused(state, RestoreTopics.of("from", "to", "left", "dead"), SPEC);
        }
    }

    @Test
    void shouldAcceptTopicsThatTheFirstRunCreated() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, new KafkaTopics(TOPICS.names(), true), SPEC, RANGE, TOPIC_IDS);

            assertThat(resume(state, TOPICS, SPEC).range()).isEqualTo(RANGE);
        }
    }

    @Test
    void shouldRefuseARecreatedTopicWhateverItsContent() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, TOPICS, SPEC, RANGE, TOPIC_IDS);

            Stream.of(
                            new Endpoints(Map.of("--from-topic", "from (topic id 9, cluster c)"), TOPIC_IDS.written()),
                            new Endpoints(
                                    TOPIC_IDS.read(),
                                    Map.of(
                                            "--to-topic",
                                            "to (topic id 9, cluster c)",
                                            "--left-topic",
                                            "left (topic id 3, cluster c)")))
                    .forEach(now -> assertThatThrownBy(() -> UnfinishedRestore.in(state, TOPICS, SPEC, GROWN, now))
                            .isExactlyInstanceOf(CommandException.class)
                            .hasMessageContaining(" holds an unfinished restore with another --")
                            .hasMessageContaining("topic id 9"));
        }
    }

    @Test
    void shouldLeaveTheStateOfAnotherJobAlone() throws Exception {
        Files.createDirectories(folder.resolve("checkpoints"));
        try (StateFolder state = StateFolder.open(folder)) {
            assertThatThrownBy(() -> resume(state, TOPICS, SPEC))
                    .isExactlyInstanceOf(CommandException.class)
                    .hasMessage("the state folder belongs to another job: " + folder.toRealPath());
        }
        assertThat(folder.resolve("restore.properties")).doesNotExist();
    }

    private static void assertRefused(StateFolder state, KafkaTopics topics, RestoreSpec spec) {
        assertThatThrownBy(() -> resume(state, topics, spec))
                .as(topics + " " + spec)
                .isExactlyInstanceOf(CommandException.class)
                .hasMessageContaining(" holds an unfinished restore with another ");
    }

    private static UnfinishedRestore resume(StateFolder state, KafkaTopics topics, RestoreSpec spec) throws Exception {
        return UnfinishedRestore.in(state, topics, spec, GROWN, TOPIC_IDS);
    }

    private static RestoreSpec spec(
            String zone, List<String> ids, LocalDate since, String idFrom, String idMap, boolean derive) {
        KeySpec keySpec = ReferenceDetector.keySpec(ZoneId.of(zone));
        return new RestoreSpec(
                keySpec, new RestoreFilter(ids, List.of(), List.of(), since, null), idFrom, idMap, derive);
    }
}
