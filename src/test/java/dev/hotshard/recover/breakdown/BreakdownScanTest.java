package dev.hotshard.recover.breakdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.recover.breakdown.BreakdownReport.IdReport;
import dev.hotshard.testkit.generate.Events;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a breakdown counts of each record. */
class BreakdownScanTest {

    private static final long DAY_MILLIS = 86_400_000;

    private final Reviewed events = new Reviewed();

    @Test
    void shouldCountEveryRecordOnce() {
        events.rewritten(2, "alice", "Click").plain(3, "alice", "Click");
        events.add(Events.record("{}"))
                .add(Events.record("nope"))
                .add(Events.record("[]"))
                .add(Events.record("[]"));
        events.add(new SourceRecord(null, null, Headers.NONE, 0, 0, 0));
        events.add(Events.record("{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\"}}"));

        BreakdownReport report = events.report();

        assertThat(report.records()).isEqualTo(11);
        assertThat(report.rewritten()).isEqualTo(2);
        assertThat(report.withoutOriginals()).isEqualTo(1);
        assertThat(report.otherEvents()).isEqualTo(4);
        assertThat(report.invalid())
                .isEqualTo(Map.of(Reason.NULL_VALUE, 1L, Reason.MALFORMED_JSON, 1L, Reason.NOT_AN_OBJECT, 2L));
        assertThat(report.ids()).isEqualTo(1);
        assertThat(report.top()).extracting(IdReport::count).containsExactly(2L);
    }

    @Test
    void shouldIncludeAnEventThatTheRewriteNestedTooDeep() {
        String deep = "[".repeat(999) + "]".repeat(999);
        String value = "{\"event\":" + deep + ",\"properties\":{\"distinct_id\":\"alice\"}}";
        events.add(Events.rewritten(value));
        events.add(Events.record(value.replace("[[", "[[[[").replace("]]", "]]]]")));

        assertThat(events.report().rewritten()).isEqualTo(1);
        assertThat(events.report().invalid()).isEqualTo(Map.of(Reason.TOO_DEEP, 1L));
    }

    @Test
    void shouldTellIdsOfDifferentProjectsApart() {
        events.rewritten(2, "alice", "a", "\"token\":\"p1\"").rewritten(1, "alice", "a", "\"token\":\"p2\"");

        assertThat(events.report().top()).extracting(IdReport::project).containsExactly("p1", "p2");
    }

    @Test
    void shouldTellLongIdsWithTheSameBeginningApart() {
        events.rewritten(2, "x".repeat(5_000) + "a", "a").rewritten(1, "x".repeat(5_000) + "b", "a");

        assertThat(events.report().top()).extracting(IdReport::count).containsExactly(2L, 1L);
        assertThat(events.report().top()).allSatisfy(id -> {
            assertThat(id.distinctId()).isEqualTo("x".repeat(1_024));
            assertThat(id.truncated()).isTrue();
        });
    }

    @Test
    void shouldReportDatesAndTimesOfTheEvents() {
        at("\"time\":" + (Events.TIME_MILLIS + DAY_MILLIS), SourceRecord.NO_TIMESTAMP);
        at("\"time\":" + Events.TIME_MILLIS / 1000, SourceRecord.NO_TIMESTAMP);
        at("\"time\":\"then\"", Events.TIME_MILLIS - DAY_MILLIS);
        at("\"time\":\"then\"", SourceRecord.NO_TIMESTAMP);

        IdReport id = events.first();
        assertThat(id.firstDate()).isEqualTo("2021-04-17");
        assertThat(id.lastDate()).isEqualTo("2021-04-19");
        assertThat(id.dates()).isEqualTo(3);
        assertThat(id.firstTime()).isEqualTo("2021-04-17T03:27:57Z");
        assertThat(id.lastTime()).isEqualTo("2021-04-19T03:27:57Z");
        assertThat(id.undated()).isEqualTo(1);
    }

    @Test
    void shouldReportNoDateForUndatedEvents() {
        at("\"time\":1e300", SourceRecord.NO_TIMESTAMP);

        IdReport id = events.first();
        assertThat(id.undated()).isEqualTo(1);
        assertThat(id.dates()).isZero();
        assertThat(new String[] {id.firstDate(), id.lastDate(), id.firstTime(), id.lastTime()})
                .containsOnlyNulls();
    }

    @Test
    void shouldTreatNumberAndTextAsOneId() {
        events.rewritten(1, "alice", "a")
                .rewritten(1, "7", "a")
                .add(Events.rewritten("{\"event\":7,\"properties\":{\"distinct_id\":7}}"));

        assertThat(events.report().top()).extracting(IdReport::distinctId).containsExactly("7", "alice");
        assertThat(events.first().names())
                .extracting(BreakdownReport.NameCount::name)
                .containsExactlyInAnyOrder("a", "7");
    }

    @Test
    void shouldKeepLoneSurrogates() {
        events.rewritten(1, "\\ud800", "\\udfff");

        assertThat(events.first().distinctId()).isEqualTo("\ud800");
        assertThat(events.first().names().get(0).name()).isEqualTo("\udfff");
    }

    @Test
    void shouldTakeTheFirstOfRepeatedLibraryMembers() {
        events.rewritten(1, "alice", "a", "\"$lib_version\":2", "\"mp\\u005flib\":\"web\"", "\"mp_lib\":\"no\"");
        events.rewritten(1, "alice", "a", "\"mp_lib\":[\"web\"]", "\"$lib_version\":null");
        events.rewritten(1, "alice", "a", "\"nested\":{\"mp_lib\":\"web\"}");

        assertThat(events.first().libraries())
                .containsExactly(new BreakdownReport.LibraryCount("web", "2", false, 1, 1));
        assertThat(events.first().withoutLibrary()).isEqualTo(2);
    }

    private void at(String time, long timestampMillis) {
        byte[] value = Events.rewritten("{\"event\":\"a\",\"properties\":{\"distinct_id\":\"alice\"," + time + "}}")
                .value();
        events.add(new SourceRecord(null, value, Headers.NONE, timestampMillis, 0, 0));
    }
}
