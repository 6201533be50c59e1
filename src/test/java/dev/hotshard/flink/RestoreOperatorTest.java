package dev.hotshard.flink;

import static dev.hotshard.flink.RestoreHarness.ALL;
import static dev.hotshard.flink.RestoreHarness.ORIGINAL;
import static dev.hotshard.flink.RestoreHarness.restore;
import static dev.hotshard.flink.RestoreHarness.rewritten;
import static dev.hotshard.flink.RestoreHarness.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.ScatterKey;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.RestoreFilter;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.DeadLetter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreOperatorTest {

    @Test
    void shouldKeepTheKeyOfTheRewrittenRecord() throws Exception {
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
    void shouldReplaceTheHeaderOfTheRewrite() throws Exception {
        Headers clients = new Headers(
                new String[] {"a", RecordHeaders.REWRITTEN, "a"}, new byte[][] {{1}, bytes("the client's own"), null});
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, clients.with(RecordHeaders.REWRITTEN, "2021-04-18")));

            assertThat(restore.restored().get(0).headers())
                    .isEqualTo(clients.with(RecordHeaders.RESTORED, "2021-04-18"));
        }
    }

    @Test
    void shouldKeepTheFirstHeaderOfAnEventRestoredAgain() throws Exception {
        Headers restoredBefore = Headers.NONE.with(RecordHeaders.RESTORED, "2021-04-17");
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(rewritten(ORIGINAL, restoredBefore.with(RecordHeaders.REWRITTEN, "2021-04-18")));

            assertThat(restore.restored().get(0).headers()).isEqualTo(restoredBefore);
        }
    }

    @Test
    void shouldLeaveTheHeaderEmptyIfTheEventHasNoDate() throws Exception {
        SourceRecord hot = rewritten(ORIGINAL.replace("1618716477", "\"soon\""), Headers.NONE);
        try (RestoreHarness restore = restore(ALL, r -> true)) {
            restore.process(new SourceRecord(null, hot.value(), Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0));
            restore.end();

            assertThat(restore.restored().get(0).headers()).isEqualTo(Headers.NONE.with(RecordHeaders.RESTORED, ""));
            assertThat(restore.totals()).isEqualTo(Map.of(Outcome.READ, 1L, Outcome.RESTORED, 1L, Outcome.UNDATED, 1L));
        }
    }

    @Test
    void shouldLeaveOtherRecordsUnchanged() throws Exception {
        SourceRecord cold = Events.record(ORIGINAL);
        SourceRecord notChosen =
                rewritten(ORIGINAL.replace("alice", "bob"), Headers.NONE.with(RecordHeaders.REWRITTEN, "2021-04-18"));
        SourceRecord unusable = Events.record("{\"event\":\"$hotshard_events\",\"properties\":{}}");
        SourceRecord noJson = Events.record("nonsense");
        try (RestoreHarness restore =
                restore(spec(new RestoreFilter(List.of("alice"), List.of(), List.of(), null, null), null), r -> true)) {
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
    void shouldDeadLetterARestoredEventThatTheDestinationRefuses() throws Exception {
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
    void shouldDeadLetterAnotherRecordThatItsDestinationRefuses() throws Exception {
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

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
