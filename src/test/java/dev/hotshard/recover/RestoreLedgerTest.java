package dev.hotshard.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.recover.RestoreReport.Row;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestoreLedgerTest {

    private static final int HOT = 100;
    private static final long HOT_EVENTS = 50_000;

    private final RestoreLedger tally = new RestoreLedger();

    @Test
    void shouldSortRowsByCountDescending() {
        restored(tally, Rewritten.event("few", 1), 2);
        restored(tally, Rewritten.event("many", 2), 5);
        restored(tally, Rewritten.event("few", 0), 2);
        restored(tally, Rewritten.event("many", 2), 5);
        tally.add(new OutcomeDelta(Outcome.READ, null, 14));

        assertThat(tally.report().restored())
                .containsExactly(
                        new Row("p", "many", "1970-01-03", 10, 10),
                        new Row("p", "few", "1970-01-01", 2, 2),
                        new Row("p", "few", "1970-01-02", 2, 2));
        assertThat(tally.report().totals())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.READ, 14L, Outcome.RESTORED, 14L));
        assertThat(tally.report().error()).isZero();
    }

    @Test
    void shouldTellTruncatedIdsApart() {
        restored(tally, Rewritten.event("x".repeat(2_000) + "a", 1), 1);
        restored(tally, Rewritten.event("x".repeat(2_000) + "b", 1), 2);

        assertThat(tally.report().restored())
                .extracting(Row::distinctId, Row::count)
                .containsExactly(tuple("x".repeat(1_024), 2L), tuple("x".repeat(1_024), 1L));
    }

    @Test
    void shouldHaveARowForUndatedEvents() {
        restored(tally, undated(), 3);

        assertThat(tally.report().restored()).containsExactly(new Row("", "a", "", 3, 3));
    }

    @Test
    void shouldKeepEverythingInItsBytes() throws IOException {
        SplittableRandom random = Seed.random(getClass());
        for (int i = 0; i < 5_000; i++) {
            restored(
                    tally,
                    Rewritten.event(
                            random.nextInt(10) + "é日😀\\ud800\\u0000".substring(random.nextInt(3)),
                            random.nextInt(-500, 500)),
                    1 + random.nextInt(1_000));
        }
        restored(tally, undated(), 1);
        for (Outcome total : Outcome.values()) {
            tally.add(new OutcomeDelta(total, null, 1 + random.nextLong(1L << 40)));
        }

        assertThat(RestoreLedger.of(tally.toBytes()).report()).isEqualTo(tally.report());
        assertThat(tally.report().restored()).anyMatch(row -> row.distinctId().contains("\ud800"));
    }

    /** The first checkpoint may come before the first event. */
    @Test
    void shouldBeExactAfterItWasStoredEmpty() throws IOException {
        RestoreLedger kept = RestoreLedger.of(tally.toBytes());
        for (int i = 0; i < 1_000; i++) {
            restored(kept, Rewritten.event("id " + i, 1), 1);
        }

        assertThat(kept.report().error()).isZero();
        assertThat(kept.report().restored()).hasSize(1_000);
    }

    @Test
    void shouldCountExactlyUpToTheStatedNumber() throws IOException {
        for (int i = 0; i < RestoreLedger.EXACT_KEYS; i++) {
            restored(tally, Rewritten.event("id " + i, 1), 1 + i % 3);
        }
        RestoreReport report = RestoreLedger.of(tally.toBytes()).report();

        assertThat(report.error()).isZero();
        assertThat(report.restored()).hasSize(RestoreLedger.EXACT_KEYS).allMatch(row -> row.count() == row.atMost());
        assertThat(report.restored().stream().mapToLong(Row::count).sum()).isEqualTo(2L * RestoreLedger.EXACT_KEYS);

        restored(tally, Rewritten.event("one more", 1), 1);
        assertThat(tally.report().error()).isPositive();
    }

    @Test
    void shouldCountMoreIdsWithinTheStatedError() throws IOException {
        int cold = 3 * RestoreLedger.EXACT_KEYS;
        SplittableRandom random = Seed.random(getClass());
        Map<String, Long> hot =
                IntStream.range(0, HOT).mapToObj(i -> "hot " + i).collect(Collectors.toMap(id -> id, id -> 0L));
        RestoreLedger of = tally;
        for (int i = 0; i < cold; i++) {
            restored(of, Rewritten.event("cold " + i, 1), 1);
            String id = "hot " + random.nextInt(HOT);
            long count = HOT_EVENTS * HOT / cold + 1;
            hot.merge(id, count, Long::sum);
            restored(of, Rewritten.event(id, 1), count);
            if (i % 100_000 == 50_000) {
                of = RestoreLedger.of(of.toBytes());
            }
        }
        RestoreReport report = of.report();
        Map<String, Row> rows =
                report.restored().stream().collect(Collectors.toMap(Row::distinctId, Function.identity()));

        assertThat(report.error()).isPositive().isLessThan(1_000);
        assertThat(report.restored()).hasSizeLessThanOrEqualTo(RestoreLedger.EXACT_KEYS);
        assertThat(hot).allSatisfy((id, count) -> {
            assertThat(rows).containsKey(id);
            assertThat(count)
                    .as(id)
                    .isBetween(rows.get(id).count(), rows.get(id).atMost());
            assertThat(rows.get(id).atMost() - rows.get(id).count()).isLessThanOrEqualTo(report.error());
        });
        long limit = 10_000;
        assertThat(report.above(limit))
                .extracting(Row::distinctId)
                .containsAll(hot.entrySet().stream()
                        .filter(id -> id.getValue() > limit)
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(report.above(limit))
                .isNotEmpty()
                .allMatch(row -> row.distinctId().startsWith("hot"));
        assertThat(report.total(Outcome.RESTORED))
                .as("totals are exact")
                .isEqualTo(cold + hot.values().stream().mapToLong(n -> n).sum());
    }

    @Test
    void shouldHaveBytesInProportionToTheKeysKept() throws IOException {
        String longest = "x".repeat(1_030);
        for (int i = 0; i < 2_000; i++) {
            restored(tally, Rewritten.event(i + longest, 1), 1);
        }

        assertThat(tally.toBytes()).hasSizeLessThan(2_000 * 1_100);
    }

    private static void restored(RestoreLedger tally, Event event, long count) {
        tally.add(new OutcomeDelta(Outcome.RESTORED, LedgerKey.of(event), count));
    }

    private static Event undated() {
        Event event = new EventReader(ReferenceDetector.keySpec(ZoneOffset.UTC), 1_000, EventReader.NO_CLOCK)
                .read(Rewritten.plain("{\"event\":1,\"properties\":{\"distinct_id\":\"a\"}}"));
        assertThat(event.isDated()).isFalse();
        return event;
    }
}
