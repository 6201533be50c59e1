package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.KeyRules;
import dev.hotshard.kafka.RestoreTopics;
import dev.hotshard.kafka.TopicRange;
import dev.hotshard.recovery.Choice;
import dev.hotshard.recovery.FinishedRestore;
import dev.hotshard.recovery.RestoreCount;
import dev.hotshard.recovery.RestoreRules;
import dev.hotshard.recovery.RestoreTally;
import dev.hotshard.recovery.RestoreTotal;
import dev.hotshard.testkit.ReferenceDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRestoreTest {

    private static final RestoreTopics TOPICS = new RestoreTopics("from", "to", "left", null, false);
    private static final TopicRange RANGE = new TopicRange("cluster", "from", Map.of(0, 17L, 11, 5_000_000_000L));
    /** The same topic later. */
    private static final TopicRange GROWN = new TopicRange("cluster", "from", Map.of(0, 18L, 11, 5_000_000_000L, 12, 1L));
    private static final RestoreRules RULES = rules("UTC", List.of("a", "b"), null, null, null, false);

    @TempDir
    private Path folder;

    @Test
    void whoGoesOnEndsWhereTheFirstRunWouldHave() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, RULES, RANGE);
            assertThat(begun.range()).isEqualTo(RANGE);

            assertThat(resume(state, TOPICS, RULES)).isEqualTo(begun);
        }
    }

    @Test
    void anotherTopicOfThatNameIsRefused() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, TOPICS, RULES, RANGE);

            Stream.of(
                    new TopicRange("another", "from", GROWN.ends()),
                    new TopicRange("cluster", "from", Map.of(0, 16L, 11, 5_000_000_000L)),
                    new TopicRange("cluster", "from", Map.of(0, 17L)))
                    .forEach(now -> assertThatThrownBy(() -> UnfinishedRestore.in(state, TOPICS, RULES, now))
                            .isExactlyInstanceOf(CommandException.class)
                            .hasMessageEndingWith("holds an unfinished restore of another topic from: this one is on another cluster, or was made anew"));
        }
    }

    @Test
    void whatIsDoneIsForgotten() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, RULES, RANGE);
            UnfinishedRestore.forget(state);

            assertThat(UnfinishedRestore.in(state, TOPICS, RULES, RANGE).id()).isNotEqualTo(begun.id());
        }
    }

    @Test
    void whoWasKilledWhenAllWasDoneIsToldSo() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore begun = UnfinishedRestore.in(state, TOPICS, RULES, RANGE);
            assertThat(begun.finished(state)).isEmpty();
            RestoreTally tally = new RestoreTally();
            tally.add(new RestoreCount(RestoreTotal.READ, null, 5));
            FinishedRestore.write(UnfinishedRestore.finishedFile(state), 3, tally);

            assertThat(resume(state, TOPICS, RULES).finished(state)).contains(tally.report());
            UnfinishedRestore.forget(state);
            assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith(".lock"));
        }
    }

    @Test
    void tableOfIdsThatWasChangedIsRefused() throws Exception {
        Path table = Files.writeString(folder.resolve("ids.csv"), "old,new\na,b\n");
        RestoreRules withTable = rules("UTC", List.of(), null, null, table.toString(), false);
        try (StateFolder state = StateFolder.open(folder.resolve("state"))) {
            UnfinishedRestore.in(state, TOPICS, withTable, RANGE);
            assertThat(resume(state, TOPICS, withTable).range()).isEqualTo(RANGE);

            Files.writeString(table, "old,new\na,c\n");
            assertRefused(state, TOPICS, withTable);
        }
    }

    @Test
    void otherOptionsAreRefused() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, TOPICS, RULES, RANGE);

            Stream.of(
                    rules("Europe/Berlin", List.of("a", "b"), null, null, null, false),
                    rules("UTC", List.of("a"), null, null, null, false),
                    rules("UTC", List.of("a, b"), null, null, null, false),
                    rules("UTC", List.of("a", "b"), LocalDate.EPOCH, null, null, false),
                    rules("UTC", List.of("a", "b"), null, "user", null, false),
                    rules("UTC", List.of("a", "b"), null, null, null, true))
                    .forEach(rules -> assertRefused(state, TOPICS, rules));
            assertRefused(state, new RestoreTopics("from", "other", "left", null, false), RULES);
            assertRefused(state, new RestoreTopics("from", "to", null, null, false), RULES);
            assertRefused(state, new RestoreTopics("from", "to", "left", "dead", false), RULES);
        }
    }

    @Test
    void topicsMayHaveBeenCreatedByTheFirstRun() throws Exception {
        try (StateFolder state = StateFolder.open(folder)) {
            UnfinishedRestore.in(state, new RestoreTopics("from", "to", "left", null, true), RULES, RANGE);

            assertThat(resume(state, TOPICS, RULES).range()).isEqualTo(RANGE);
        }
    }

    @Test
    void killedLongerAgoThanTransactionsLastItIsRefused() throws Exception {
        Path checkpoint = Files.createDirectories(folder.resolve("checkpoints/job/chk-1"));
        Path savepoint = Files.createDirectories(folder.resolve("savepoints/savepoint-1"));
        for (Path state : List.of(checkpoint, savepoint)) {
            Files.setLastModifiedTime(Files.createFile(state.resolve("_metadata")), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
        try (StateFolder state = StateFolder.open(folder)) {
            state.requireCommittable(checkpoint.toRealPath(), Duration.ofDays(36_500));
            state.requireCommittable(savepoint.toRealPath(), Duration.ofMinutes(15));

            assertThatThrownBy(() -> state.requireCommittable(checkpoint.toRealPath(), Duration.ofMinutes(15)))
                    .isExactlyInstanceOf(CommandException.class)
                    .hasMessageStartingWith("killed at 2026-01-01T00:00:00Z, longer ago than hotshard.kafka.transaction-timeout (900 s)");
        }
    }

    @Test
    void stateOfAnotherJobIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("checkpoints"));
        try (StateFolder state = StateFolder.open(folder)) {
            assertThatThrownBy(() -> resume(state, TOPICS, RULES)).isExactlyInstanceOf(CommandException.class)
                    .hasMessage("the state folder is that of another job: " + folder.toRealPath());
        }
        assertThat(folder.resolve("restore.properties")).doesNotExist();
    }

    private static void assertRefused(StateFolder state, RestoreTopics topics, RestoreRules rules) {
        assertThatThrownBy(() -> resume(state, topics, rules)).as(topics + " " + rules).isExactlyInstanceOf(CommandException.class)
                .hasMessageContaining(" holds an unfinished restore with another ");
    }

    private static UnfinishedRestore resume(StateFolder state, RestoreTopics topics, RestoreRules rules) throws Exception {
        return UnfinishedRestore.in(state, topics, rules, GROWN);
    }

    private static RestoreRules rules(String zone, List<String> ids, LocalDate since, String idFrom, String idMap, boolean derive) {
        KeyRules keyRules = ReferenceDetector.rules(ZoneId.of(zone));
        return new RestoreRules(keyRules, new Choice(ids, List.of(), List.of(), since, null), idFrom, idMap, derive);
    }
}
