package dev.hotshard.recover.breakdown;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.recover.breakdown.BreakdownReport.IdReport;
import dev.hotshard.recover.breakdown.BreakdownReport.LibraryCount;
import dev.hotshard.recover.breakdown.BreakdownReport.NameCount;
import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whole breakdowns of random events. */
class BreakdownTest {

    private record Sent(boolean rewritten, String id, String name, String library, String version, int insertId) {
        void to(Reviewed reviewed) {
            if (rewritten) {
                reviewed.rewritten(1, id, name, Reviewed.library(library, version), Reviewed.insertId(insertId));
            } else {
                reviewed.plain(1, id, name, Reviewed.library(library, version), Reviewed.insertId(insertId));
            }
        }
    }

    private final SplittableRandom random = Seed.random(BreakdownTest.class);

    @Test
    void shouldAgreeWithCountingOneByOne() {
        List<Sent> sent = sent(5_000);
        List<Sent> rewritten = sent.stream().filter(Sent::rewritten).toList();

        BreakdownReport report = of(sent).report();

        assertThat(report.records()).isEqualTo(5_000);
        assertThat(report.rewritten()).isEqualTo(rewritten.size());
        assertThat(report.exact()).isTrue();
        Map<String, List<Sent>> byId = rewritten.stream().collect(groupingBy(Sent::id));
        assertThat(report.ids()).isEqualTo(byId.size());
        assertThat(report.top())
                .extracting(IdReport::distinctId)
                .containsExactlyElementsOf(byId.keySet().stream()
                        .sorted(Comparator.<String>comparingInt(
                                        id -> byId.get(id).size())
                                .reversed()
                                .thenComparing(id -> id))
                        .toList());
        assertThat(report.top()).allSatisfy(id -> {
            List<Sent> events = byId.get(id.distinctId());
            assertThat(id.count())
                    .isEqualTo(id.countAtMost())
                    .isEqualTo(id.events())
                    .isEqualTo(events.size());
            assertThat(id.sharePercent().movePointRight(2).longValueExact())
                    .isEqualTo(10_000L * events.size() / rewritten.size());
            assertThat(id.names().stream().collect(toMap(NameCount::name, NameCount::count)))
                    .isEqualTo(count(events, Sent::name));
            assertThat(id.libraries().stream().collect(toMap(l -> l.library() + l.version(), LibraryCount::count)))
                    .isEqualTo(count(events, event -> event.library + event.version));
            assertThat(id.otherNames() + id.otherLibraries() + id.withoutLibrary() + id.undated())
                    .isZero();
            assertThat(id.insertIds()).isEqualTo(events.size());
            assertThat(id.distinctInsertIds())
                    .isEqualTo(count(events, Sent::insertId).size());
        });
    }

    @Test
    void shouldMergePartsToTheWhole() {
        List<Sent> sent = sent(5_000);
        int cut = random.nextInt(5_000);

        Breakdown merged = of(sent.subList(0, cut)).breakdown();
        merged.merge(Copies.of(of(sent.subList(cut, 5_000)).breakdown()));

        assertThat(merged.report(10)).isEqualTo(of(sent).breakdown().report(10));
    }

    @Test
    void shouldReportHowMuchIsOmitted() {
        Reviewed events = new Reviewed()
                .rewritten(5, "a", "e")
                .rewritten(4, "b", "e")
                .rewritten(3, "d", "e")
                .rewritten(3, "c", "e");

        BreakdownReport report = events.breakdown().report(2);

        assertThat(report.top()).extracting(IdReport::distinctId).containsExactly("a", "b");
        assertThat(report.omittedIds()).isEqualTo(2);
        assertThat(report.omittedAtMost()).isEqualTo(3);
        assertThat(events.breakdown().report(4).omittedIds()).isZero();
        assertThat(events.breakdown().report(4).omittedAtMost()).isZero();
    }

    @Test
    void shouldBoundTheMemoryOfAHostileId() {
        Reviewed events = new Reviewed();
        String padding = "x".repeat(2_000);
        for (int i = 0; i < 20_000; i++) {
            events.rewritten(1, "alice", i + padding, Reviewed.library(i + padding, i + padding), Reviewed.insertId(i));
        }

        IdReport id = events.first();
        assertThat(id.count()).isEqualTo(20_000);
        assertThat(id.names()).hasSize(IdProfile.MAX_NAMES).allSatisfy(name -> {
            assertThat(name.name()).hasSize(IdProfile.MAX_NAME_BYTES);
            assertThat(name.countAtMost()).isLessThanOrEqualTo(20_000 / IdProfile.MAX_NAMES);
        });
        assertThat(id.libraries())
                .hasSize(IdProfile.MAX_LIBRARIES)
                .allSatisfy(library -> assertThat(library.version()).hasSize(LibraryReader.MAX_TEXT_BYTES));
        assertThat(id.otherNames())
                .isEqualTo(
                        20_000 - id.names().stream().mapToLong(NameCount::count).sum());
        assertThat(id.distinctInsertIds()).isBetween(16_000L, 20_000L);
        assertThat(id.causes()).isEmpty();
    }

    private static Reviewed of(List<Sent> sent) {
        Reviewed reviewed = new Reviewed();
        sent.forEach(event -> event.to(reviewed));
        return reviewed;
    }

    private List<Sent> sent(int count) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = random.nextInt(1 + random.nextInt(40));
            sent.add(new Sent(
                    random.nextInt(3) > 0,
                    "id " + id,
                    "name " + random.nextInt(1 + id % IdProfile.MAX_NAMES),
                    "library",
                    "" + random.nextInt(1 + id % IdProfile.MAX_LIBRARIES),
                    random.nextInt(200)));
        }
        return sent;
    }

    private static <K> Map<K, Long> count(List<Sent> events, Function<Sent, K> by) {
        return events.stream().collect(groupingBy(by, counting()));
    }
}
