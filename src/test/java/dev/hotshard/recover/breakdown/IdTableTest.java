package dev.hotshard.recover.breakdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.Seed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdTableTest {

    private static final int MANY = 300_000;
    private static final int HEAVY = 30;
    private static final Event ANY = Events.read(Events.value("alice"));

    private final SplittableRandom random = Seed.random(IdTableTest.class);
    private final Map<TextHash, Long> truth = new HashMap<>();
    private final IdTable table = new IdTable();

    @Test
    void shouldCountExactlyUpToTheMostIds() {
        IntStream.range(0, 30_000).forEach(i -> add(table, key(random.nextInt(IdTable.MAX_IDS))));
        IntStream.range(0, IdTable.MAX_IDS).forEach(i -> add(table, key(i)));

        assertThat(table.isExact()).isTrue();
        assertThat(table.maxError()).isZero();
        assertThat(table.unknownAtMost()).isZero();
        assertThat(table.count()).isEqualTo(IdTable.MAX_IDS);
        assertThat(counts(table)).isEqualTo(truth);
    }

    @Test
    void shouldKeepHeavyIdsAmongManyInTheSameMemory() {
        addMany(table, MANY);

        assertHeavyAreFound(table);
        assertThat(table.count()).isCloseTo(truth.size(), withinPercentage(6 * 3.2));
    }

    @Test
    void shouldKeepHeavyIdsWhenMerging() {
        IdTable other = new IdTable();
        IdTable small = new IdTable();
        addMany(other, 200_000);
        addMany(table, 300_000);
        IntStream.range(0, 1_000).forEach(i -> add(small, key(i % 100)));

        small.merge(Copies.of(table));
        small.merge(Copies.of(other));

        assertHeavyAreFound(small);
    }

    @Test
    void shouldMergeExactPartsWithFewIdsExactly() {
        IdTable other = new IdTable();
        IntStream.range(0, 6_000).forEach(i -> add(table, key(i)));
        IntStream.range(3_000, IdTable.MAX_IDS).forEach(i -> add(other, key(i)));

        table.merge(other);

        assertThat(table.isExact()).isTrue();
        assertThat(counts(table)).isEqualTo(truth);
    }

    @Test
    void shouldKeepExactCountsOfTheIdsKeptWhenMerging() {
        IdTable other = new IdTable();
        IntStream.range(0, 6_000).forEach(i -> add(table, key(i)));
        IntStream.range(3_000, 12_000).forEach(i -> add(other, key(i)));

        table.merge(other);

        assertThat(table.isExact()).isFalse();
        assertThat(table.size()).isEqualTo(IdTable.KEPT);
        assertThat(table.byCount()).allSatisfy(weighed -> {
            assertThat(weighed.atLeast()).isEqualTo(truth.get(weighed.id()));
            assertThat(weighed.atMost()).isEqualTo(truth.get(weighed.id()));
        });
        assertThat(table.byCount().subList(0, 3_000)).allMatch(weighed -> weighed.atLeast() == 2);
    }

    @Test
    void shouldContinueFromACopyAsFromTheOriginal() {
        IntStream.range(0, 50_000).forEach(i -> add(table, key(i % 20_000)));
        IdTable copy = Copies.of(table);
        Map<TextHash, Long> before = new HashMap<>(truth);
        IntStream.range(0, 50_000).forEach(i -> add(table, key(i % 15_000)));
        truth.clear();
        truth.putAll(before);
        IntStream.range(0, 50_000).forEach(i -> add(copy, key(i % 15_000)));

        assertThat(counts(copy)).isEqualTo(counts(table));
        assertThat(copy.maxError()).isEqualTo(table.maxError());
        assertThat(copy.unknownAtMost()).isEqualTo(table.unknownAtMost());
        assertThat(copy.count()).isEqualTo(table.count());
    }

    /** Many ids with one event each, and a few heavy ones among them, most of which begin late. */
    private void addMany(IdTable to, int count) {
        for (int i = 0; i < count; i++) {
            add(to, key(HEAVY + truth.size()));
            int heavy = random.nextInt(HEAVY);
            if (i >= heavy * (count / HEAVY / 2)) {
                add(to, key(heavy));
            }
        }
    }

    private void assertHeavyAreFound(IdTable table) {
        long events = truth.values().stream().mapToLong(Long::longValue).sum();
        assertThat(table.isExact()).isFalse();
        assertThat(table.size()).isLessThanOrEqualTo(IdTable.MAX_IDS);
        assertThat(table.maxError()).isLessThanOrEqualTo(7 * events / (2 * IdSketch.SIZE));
        List<IdTable.WeightedId> all = table.byCount();
        Set<TextHash> known = new HashSet<>();
        all.forEach(weighed -> {
            known.add(weighed.id());
            long count = truth.get(weighed.id());
            assertThat(count >= weighed.atLeast() && count <= weighed.atMost()).isTrue();
            assertThat(weighed.atMost() - weighed.atLeast()).isLessThanOrEqualTo(table.maxError());
            assertThat(weighed.profile().events).isLessThanOrEqualTo(count);
        });
        assertThat(all.subList(0, HEAVY))
                .extracting(IdTable.WeightedId::id)
                .containsExactlyInAnyOrderElementsOf(truth.entrySet().stream()
                        .sorted(Map.Entry.<TextHash, Long>comparingByValue(Comparator.reverseOrder()))
                        .limit(HEAVY)
                        .map(Map.Entry::getKey)
                        .toList());
        // They return at once whenever they are evicted, so they miss next to nothing.
        assertThat(all.subList(0, HEAVY))
                .allMatch(weighed -> weighed.profile().events >= truth.get(weighed.id()) * 99 / 100);
        Stream<Long> unknown = truth.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .map(Map.Entry::getValue);
        assertThat(unknown.mapToLong(Long::longValue).max().orElse(0)).isLessThanOrEqualTo(table.unknownAtMost());
    }

    private Map<TextHash, Long> counts(IdTable of) {
        Map<TextHash, Long> counts = new HashMap<>();
        of.byCount().forEach(weighed -> counts.put(weighed.id(), weighed.atLeast()));
        return counts;
    }

    private void add(IdTable to, TextHash id) {
        truth.merge(id, 1L, Long::sum);
        to.at(id, complete -> new IdProfile(ANY, complete)).events++;
    }

    private static TextHash key(int id) {
        SplittableRandom hash = new SplittableRandom(id);
        return new TextHash(hash.nextLong(), hash.nextLong());
    }
}
