package dev.hotshard.recover.breakdown;

import static dev.hotshard.recover.breakdown.Cause.Kind.CONSTANT_ID;
import static dev.hotshard.recover.breakdown.Cause.Kind.ONE_EVENT;
import static dev.hotshard.recover.breakdown.Cause.Kind.ONE_LIBRARY_VERSION;
import static dev.hotshard.recover.breakdown.Cause.Kind.RETRY_STORM;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each criterion on both sides of its bound. */
class CauseFinderTest {

    private static final String WEB = Reviewed.library("web", "2.45.0");
    private static final String OTHER_WEB = Reviewed.library("web", "2.46.0");

    private final Reviewed events = new Reviewed();

    @Test
    void shouldCallAPlaceholderConstantHoweverFewItsEvents() {
        events.rewritten(1, "User_ID", "a");

        assertCauses(new Cause(CONSTANT_ID, "'User_ID' is a placeholder"));
    }

    @Test
    void shouldCallTheHashOfAPlaceholderConstant() {
        events.rewritten(1, "37A6259CC0C1DAE299A7866489DFF0BD", "a");

        assertCauses(new Cause(CONSTANT_ID, "the MD5 of 'null', a placeholder"));
    }

    @Test
    void shouldNotCallOtherIdsConstant() {
        events.rewritten(1, "37a6259cc0c1dae299a7866489dff0be", "a");

        assertCauses();
    }

    @Test
    void shouldNotCallATruncatedIdConstant() {
        events.rewritten(1, " ".repeat(1020) + "nullable", "a");

        assertThat(events.first().truncated()).isTrue();
        assertCauses();
    }

    @Test
    void shouldReportOneEventFromNineteenOfTwentyOn() {
        events.rewritten(19, "alice", "Tick").rewritten(1, "alice", "Tock");

        assertCauses(new Cause(ONE_EVENT, "19 of 20 events are 'Tick'"));
    }

    @Test
    void shouldNotReportOneEventJustBelow() {
        events.rewritten(1_899, "alice", "Tick").rewritten(100, "alice", "Tock").rewritten(1, "alice", "Tack");

        assertCauses();
        events.rewritten(20, "alice", "Tick");
        assertCauses(new Cause(ONE_EVENT, "1,919 of 2,020 events are 'Tick'"));
    }

    @Test
    void shouldNotReportOneEventForFewEvents() {
        events.rewritten(CauseFinder.MIN_EVENTS - 1, "alice", "Tick", Reviewed.insertId(1), WEB)
                .plain(1, "bob", "Tick", OTHER_WEB);

        assertCauses();
    }

    @Test
    void shouldCompareEventNamesAsText() {
        events.rewritten(10, "alice", "Tick").rewritten(10, "alice", "\\u0054ick");

        assertCauses(new Cause(ONE_EVENT, "20 of 20 events are 'Tick'"));
    }

    @Test
    void shouldTellLongNamesWithTheSameBeginningApart() {
        events.rewritten(10, "alice", "x".repeat(500) + "a").rewritten(10, "alice", "x".repeat(500) + "b");

        assertCauses();
        assertThat(events.first().names()).hasSize(2).allSatisfy(name -> {
            assertThat(name.name()).isEqualTo("x".repeat(IdProfile.MAX_NAME_BYTES));
            assertThat(name.truncated()).isTrue();
            assertThat(name.count()).isEqualTo(10);
        });
    }

    @Test
    void shouldReportOneVersionIfAnotherSendsAnything() {
        mixed(95, WEB).rewritten(5, "alice", "e").plain(1, "bob", "e", OTHER_WEB);

        assertCauses(new Cause(ONE_LIBRARY_VERSION, "95 of 100 events are from web 2.45.0; the input has others"));
    }

    @Test
    void shouldNotReportTheOnlyVersion() {
        mixed(95, WEB).rewritten(5, "alice", "e").plain(1, "bob", "e", WEB).plain(1, "bob", "e");

        assertCauses();
    }

    @Test
    void shouldNotReportTwoVersions() {
        mixed(94, WEB).rewritten(6, "alice", "e", OTHER_WEB);

        assertCauses();
    }

    @Test
    void shouldNotConfuseLibraryAndVersion() {
        mixed(95, Reviewed.library("web 2", "1")).rewritten(5, "alice", "e", Reviewed.library("web", "2 1"));

        assertCauses(new Cause(ONE_LIBRARY_VERSION, "95 of 100 events are from web 2 1; the input has others"));
    }

    @Test
    void shouldReportAStormFromHalfOfTheEventsOn() {
        for (int i = 0; i < 30; i++) {
            events.rewritten(1, "alice", "event " + i % 10, Reviewed.insertId(i % 15));
        }

        assertCauses(new Cause(RETRY_STORM, "15 of 30 events repeat an $insert_id"));
        events.rewritten(1, "alice", "event 1", Reviewed.insertId(15));
        assertCauses();
    }

    @Test
    void shouldNotCountInsertIdsOfOtherIdsAsRepeated() {
        for (int i = 0; i < 40; i++) {
            events.rewritten(1, i % 2 == 0 ? "alice" : "bob", "event " + i % 10, Reviewed.insertId(i / 2));
        }

        assertCauses();
    }

    @Test
    void shouldNotCountEventsWithoutAnInsertIdAsRepeated() {
        for (int i = 0; i < 40; i++) {
            events.rewritten(1, "alice", "event " + i, i % 2 == 0 ? "\"$insert_id\":\"\"" : "\"$insert_id\":{}");
        }

        assertCauses();
        assertThat(events.first().insertIds()).isZero();
    }

    /** Events with many names. */
    private Reviewed mixed(int count, String member) {
        for (int i = 0; i < count; i++) {
            events.rewritten(1, "alice", "event " + i % 10, member);
        }
        return events;
    }

    private void assertCauses(Cause... causes) {
        assertThat(events.first().causes()).containsExactly(causes);
    }
}
