package dev.hotshard.recover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.recover.RestoreReport.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RestoreReportTest {

    private static final Map<Outcome, Long> BALANCED = Map.of(
            Outcome.READ,
            31L,
            Outcome.RESTORED,
            16L,
            Outcome.NOT_CHOSEN,
            8L,
            Outcome.NOT_REWRITTEN,
            4L,
            Outcome.UNUSABLE,
            2L,
            Outcome.DEAD_LETTERS,
            1L,
            Outcome.IDS_KEPT,
            100L,
            Outcome.UNDATED,
            100L);

    @Test
    void shouldAccountForEveryRecord() {
        assertThat(report(BALANCED).isConserved()).isTrue();
        assertThat(report(BALANCED).read()).isEqualTo(31);
        assertThat(report(BALANCED).left()).isEqualTo(14);
        assertThat(report(Map.of()).isConserved()).isTrue();
    }

    @Test
    void shouldShowAMissingOrRepeatedRecord() {
        for (Outcome total : List.of(
                Outcome.READ,
                Outcome.RESTORED,
                Outcome.NOT_CHOSEN,
                Outcome.NOT_REWRITTEN,
                Outcome.UNUSABLE,
                Outcome.DEAD_LETTERS)) {
            for (int difference : new int[] {-1, 1}) {
                EnumMap<Outcome, Long> totals = new EnumMap<>(BALANCED);
                totals.merge(total, (long) difference, Long::sum);
                assertThat(new RestoreReport(totals, List.of(), 0).isConserved())
                        .as(total + " " + difference)
                        .isFalse();
            }
        }
    }

    @Test
    void shouldListIdsAboveTheThreshold() {
        Row asMany = new Row("", "a", "2021-04-18", 5, 5);
        Row more = new Row("", "b", "2021-04-18", 6, 6);
        Row perhaps = new Row("", "c", "2021-04-18", 4, 6);

        assertThat(new RestoreReport(new EnumMap<>(BALANCED), List.of(more, perhaps, asMany), 2).above(5))
                .containsExactly(more, perhaps);
    }

    @Test
    void shouldBeSerializable() throws Exception {
        RestoreReport report = new RestoreReport(new EnumMap<>(BALANCED), List.of(new Row("p", "\ud800", "", 1, 2)), 1);

        assertThat(InstantiationUtil.clone(report)).isEqualTo(report);
    }

    private static RestoreReport report(Map<Outcome, Long> totals) {
        EnumMap<Outcome, Long> some = new EnumMap<>(Outcome.class);
        some.putAll(totals);
        return new RestoreReport(some, List.of(), 0);
    }
}
