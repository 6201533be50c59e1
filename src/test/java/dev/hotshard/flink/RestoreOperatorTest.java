package dev.hotshard.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.ScatterKey;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreExample;
import dev.hotshard.recover.RestoreFilter;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.RestoreFilters;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreOperatorTest {

    private static final String ORIGINAL =
            "{\"event\":\"e\",\"properties\":{\"time\":1618716477,\"distinct_id\":\"alice\",\"$insert_id\":\"i\","
                    + "\"user\":7,\"token\":\"p1\"}}";
    private static final RestoreSpec ALL = rules(RestoreFilters.ALL, null);

    @Test
    void restoredRecordHasTheKeyThatTheRewrittenOneHad() throws Exception {
        SourceRecord hot = rewritten(ORIGINAL, Headers.NONE);
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(hot);

            OutputRecord out = restore.restored().get(0);
            assertThat(out.value()).asString(UTF_8).isEqualTo(ORIGINAL);
            assertThat(out.key()).isEqualTo(ScatterKey.stable("hotshard").of(Events.read(hot)));
            assertThat(out.timestampMillis()).isEqualTo(Events.TIME_MILLIS);
        }
    }

    @Test
    void markOfTheRewriteBecomesThatOfTheRestore() throws Exception {
        Headers clients = new Headers(
                new String[] {"a", RecordHeaders.REWRITTEN, "a"}, new byte[][] {{1}, bytes("the client's own"), null});
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, clients.with(RecordHeaders.REWRITTEN, "2021-04-18")));

            assertThat(restore.restored().get(0).headers())
                    .isEqualTo(clients.with(RecordHeaders.RESTORED, "2021-04-18"));
        }
    }

    @Test
    void oneMarkIsEnoughForWhatIsRestoredAgain() throws Exception {
        Headers restoredBefore = Headers.NONE.with(RecordHeaders.RESTORED, "2021-04-17");
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, restoredBefore.with(RecordHeaders.REWRITTEN, "2021-04-18")));

            assertThat(restore.restored().get(0).headers()).isEqualTo(restoredBefore);
        }
    }

    @Test
    void markIsEmptyWhereNothingDatesTheEvent() throws Exception {
        SourceRecord hot = rewritten(ORIGINAL.replace("1618716477", "\"soon\""), Headers.NONE);
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(new SourceRecord(null, hot.value(), Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0));
            restore.end();

            assertThat(restore.restored().get(0).headers()).isEqualTo(Headers.NONE.with(RecordHeaders.RESTORED, ""));
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L, Outcome.UNDATED, 1L));
        }
    }

    @Test
    void allElseIsTheVeryRecordThatCame() throws Exception {
        SourceRecord cold = Events.record(ORIGINAL);
        SourceRecord notChosen =
                rewritten(ORIGINAL.replace("alice", "bob"), Headers.NONE.with(RecordHeaders.REWRITTEN, "2021-04-18"));
        SourceRecord unusable = Events.record("{\"event\":\"$hotshard_events\",\"properties\":{}}");
        SourceRecord noJson = Events.record("nonsense");
        try (RestoreHarness restore = restore(
                rules(new RestoreFilter(List.of("alice"), List.of(), List.of(), null, null), null), r -> true)) {
            for (SourceRecord record : List.of(cold, notChosen, unusable, noJson)) {
                restore.process(record);
            }
            restore.end();

            assertThat(restore.restored()).isEmpty();
            assertThat(restore.left())
                    .as("the same arrays")
                    .containsExactly(
                            OutputRecord.of(Route.LEFT, cold),
                            OutputRecord.of(Route.LEFT, notChosen),
                            OutputRecord.of(Route.LEFT, unusable));
            assertThat(restore.deadLetters()).extracting(DeadLetter::source).containsExactly(noJson);
            assertThat(restore.deadLetters())
                    .extracting(letter -> letter.rejection().reason())
                    .containsExactly(Reason.MALFORMED_JSON);
            assertThat(restore.totals())
                    .isEqualTo(Map.of(
                            Outcome.READ,
                            4L,
                            Outcome.NOT_REWRITTEN,
                            1L,
                            Outcome.NOT_CHOSEN,
                            1L,
                            Outcome.UNUSABLE,
                            1L,
                            Outcome.DEAD_LETTERS,
                            1L));
        }
    }

    @Test
    void whatTheDestinationDoesNotTakeIsADeadLetterAndNotRestored() throws Exception {
        SourceRecord hot = rewritten(ORIGINAL, Headers.NONE);
        RecordLimit limit = record -> record.route() != Route.EVENTS
                || record.headers().has(RecordHeaders.RESTORED) && record.value().length < ORIGINAL.length();
        try (RestoreHarness restore = restore(ALL, limit)) {
            restore.process(hot);
            restore.end();

            assertThat(restore.restored()).isEmpty();
            assertThat(restore.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.source()).isEqualTo(hot);
                assertThat(letter.input()).isEqualTo("in");
                assertThat(letter.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
            });
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.DEAD_LETTERS, 1L));
            assertThat(restore.examples()).isEmpty();
        }
    }

    @Test
    void whatTheDestinationOfTheRestDoesNotTakeIsADeadLetterToo() throws Exception {
        SourceRecord cold = Events.record(ORIGINAL);
        try (RestoreHarness restore = new RestoreHarness(
                new RestoreOperator(ALL, ScatterMode.DEDUP, "in", r -> r.route() != Route.LEFT, null, 0))) {
            restore.process(cold);
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.end();

            assertThat(restore.left()).isEmpty();
            assertThat(restore.restored()).hasSize(1);
            assertThat(restore.deadLetters()).extracting(DeadLetter::source).containsExactly(cold);
            assertThat(restore.totals())
                    .isEqualTo(Map.of(Outcome.READ, 2L, Outcome.RESTORED, 1L, Outcome.DEAD_LETTERS, 1L));
        }
    }

    @Test
    void countsAreOutBeforeABarrierAndAtTheEnd() throws Exception {
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            assertThat(restore.counts()).isEmpty();

            restore.beforeBarrier();
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L));
            restore.beforeBarrier();
            assertThat(restore.counts()).as("nothing is told twice").hasSize(2);

            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.end();
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 2L, Outcome.RESTORED, 2L));
        }
    }

    @Test
    void repairsAreCounted() throws Exception {
        try (RestoreHarness restore = restore(rules(RestoreFilters.ALL, "user"), r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.process(rewritten(ORIGINAL.replace("\"user\":7", "\"user\":null"), Headers.NONE));
            restore.process(rewritten(ORIGINAL.replace("user", "uses"), Headers.NONE));
            restore.end();

            assertThat(restore.totals()).containsEntry(Outcome.IDS_REPLACED, 1L).containsEntry(Outcome.IDS_KEPT, 2L);
        }
    }

    @Test
    void importLimitsAreCountedIfThereAreAny() throws Exception {
        RestoreOperator strict =
                new RestoreOperator(ALL, ScatterMode.DEDUP, "in", r -> true, new ImportLimits(10, 2, 5, 20), 0);
        try (RestoreHarness restore = new RestoreHarness(strict);
                RestoreHarness without = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, Headers.NONE));
            restore.end();
            without.process(rewritten(ORIGINAL, Headers.NONE));
            without.end();

            assertThat(restore.totals())
                    .isEqualTo(Map.of(
                            Outcome.READ,
                            1L,
                            Outcome.RESTORED,
                            1L,
                            Outcome.TOO_LARGE_TO_IMPORT,
                            1L,
                            Outcome.TOO_MANY_PROPERTIES,
                            1L,
                            Outcome.IN_NO_BATCH,
                            1L));
            assertThat(restore.restored())
                    .as("told of, and restored all the same")
                    .hasSize(1);
            assertThat(without.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L));
        }
    }

    @Test
    void firstEventsAreShownBeforeAndAfter() throws Exception {
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            for (int i = 0; i < 5; i++) {
                restore.process(rewritten(ORIGINAL.replace("alice", "alice " + i), Headers.NONE));
            }
            restore.end();

            assertThat(restore.examples())
                    .extracting(example -> new String(example.after(), UTF_8))
                    .containsExactly(ORIGINAL.replace("alice", "alice 0"), ORIGINAL.replace("alice", "alice 1"));
            assertThat(restore.examples())
                    .extracting(RestoreExample::before)
                    .containsExactly(
                            rewritten(ORIGINAL.replace("alice", "alice 0"), null)
                                    .value(),
                            rewritten(ORIGINAL.replace("alice", "alice 1"), null)
                                    .value());
        }
    }

    private static RestoreHarness restore(RestoreSpec rules, RecordLimit limit) throws Exception {
        return new RestoreHarness(new RestoreOperator(rules, ScatterMode.DEDUP, "in", limit, null, 2));
    }

    private static RestoreSpec rules(RestoreFilter choice, String idFrom) {
        return new RestoreSpec(ReferenceDetector.rules(ZoneOffset.UTC), choice, idFrom, null, false);
    }

    private static SourceRecord rewritten(String original, Headers headers) {
        return new SourceRecord(
                bytes("key"), HotEvent.rewrite(Events.read(original)), headers, Events.TIME_MILLIS, 3, 5);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
