package dev.hotshard.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.recovery.RestoreReport.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RestoreReportTest {

    private static final Map<RestoreTotal, Long> BALANCED = Map.of(
            RestoreTotal.READ,
            31L,
            RestoreTotal.RESTORED,
            16L,
            RestoreTotal.NOT_CHOSEN,
            8L,
            RestoreTotal.NOT_REWRITTEN,
            4L,
            RestoreTotal.UNUSABLE,
            2L,
            RestoreTotal.DEAD_LETTERS,
            1L,
            RestoreTotal.IDS_KEPT,
            100L,
            RestoreTotal.UNDATED,
            100L);

    @Test
    void recordsGoOneOfThreeWays() {
        assertThat(report(BALANCED).isConserved()).isTrue();
        assertThat(report(BALANCED).read()).isEqualTo(31);
        assertThat(report(BALANCED).left()).isEqualTo(14);
        assertThat(report(Map.of()).isConserved()).isTrue();
    }

    @Test
    void recordThatIsMissingOrThereTwiceShows() {
        for (RestoreTotal total : List.of(
                RestoreTotal.READ,
                RestoreTotal.RESTORED,
                RestoreTotal.NOT_CHOSEN,
                RestoreTotal.NOT_REWRITTEN,
                RestoreTotal.UNUSABLE,
                RestoreTotal.DEAD_LETTERS)) {
            for (int difference : new int[] {-1, 1}) {
                EnumMap<RestoreTotal, Long> totals = new EnumMap<>(BALANCED);
                totals.merge(total, (long) difference, Long::sum);
                assertThat(new RestoreReport(totals, List.of(), 0).isConserved())
                        .as(total + " " + difference)
                        .isFalse();
            }
        }
    }

    @Test
    void limitIsCrossedByOneMore() {
        Row asMany = new Row("", "a", "2021-04-18", 5, 5);
        Row more = new Row("", "b", "2021-04-18", 6, 6);
        Row perhaps = new Row("", "c", "2021-04-18", 4, 6);

        assertThat(new RestoreReport(new EnumMap<>(BALANCED), List.of(more, perhaps, asMany), 2).above(5))
                .containsExactly(more, perhaps);
    }

    @Test
    void travelsToWhoSubmittedTheJob() throws Exception {
        RestoreReport report = new RestoreReport(new EnumMap<>(BALANCED), List.of(new Row("p", "\ud800", "", 1, 2)), 1);

        assertThat(InstantiationUtil.clone(report)).isEqualTo(report);
    }

    private static RestoreReport report(Map<RestoreTotal, Long> totals) {
        EnumMap<RestoreTotal, Long> some = new EnumMap<>(RestoreTotal.class);
        some.putAll(totals);
        return new RestoreReport(some, List.of(), 0);
    }
}
