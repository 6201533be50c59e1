package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.reference.ReadNotice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of the events of a {@link GateModel}, and whether that is as it should be. */
final class GateHistory {

    private static final long TTL = DetectHarness.TTL.toMillis();

    /**
     * What became of an event, in the order in which it was decided.
     *
     * @param run the time between two starts of the job in which that was
     * @param gate which gate read it
     * @param threshold the event's own
     * @param slack how many more than the threshold might pass then
     */
    record Outcome(long id, int key, int run, int gate, boolean passed, long threshold, long slack, long atMillis) {}

    private final boolean exact;
    private final boolean fixed;
    private final List<Outcome> outcomes;
    private final List<ReadNotice> told;

    /**
     * @param exact whether there is no slack, so that which events pass is determined by their order
     * @param fixed whether all events of a submission have one threshold, so that the order of a key's events
     *     makes no difference
     */
    GateHistory(boolean exact, boolean fixed) {
        this(exact, fixed, List.of(), List.of());
    }

    private GateHistory(boolean exact, boolean fixed, List<Outcome> outcomes, List<ReadNotice> told) {
        this.exact = exact;
        this.fixed = fixed;
        this.outcomes = new ArrayList<>(outcomes);
        this.told = new ArrayList<>(told);
    }

    GateHistory copy() {
        return new GateHistory(exact, fixed, outcomes, told);
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    void tell(List<ReadNotice> news) {
        told.addAll(news);
    }

    /** That each of the first {@code events} has one outcome. */
    void judgeAll(int events) {
        assertThat(outcomes.stream().mapToLong(Outcome::id).sorted().toArray())
                .as("each event has one outcome")
                .isEqualTo(IntStream.range(0, events).asLongStream().toArray());
    }

    /** That of each life of the key the right ones passed, and the totals are exact. */
    void judge(int key, CounterKey counterKey) {
        List<Long> rewrittenByLife = new ArrayList<>();
        Life life = new Life();
        for (Outcome outcome : outcomes) {
            if (outcome.key() != key) {
                continue;
            }
            if (life.isOver(outcome)) {
                life.judge();
                rewrittenByLife.add(life.rewritten);
                life = new Life();
            }
            life.add(outcome);
        }
        life.judge();
        rewrittenByLife.add(life.rewritten);
        assertThat(totals(counterKey))
                .as("totals of key %d", key)
                .isEqualTo(rewrittenByLife.stream().filter(total -> total > 0).toList());
    }

    /** The last total of each life, in the order of lives: an alert begins one. */
    private List<Long> totals(CounterKey key) {
        Map<Integer, Long> last = new LinkedHashMap<>();
        int life = 0;
        for (ReadNotice notice : told) {
            if (notice.key().equals(key)) {
                if (notice.type() == ReadNotice.Type.OPENED) {
                    life++;
                } else {
                    last.put(life, notice.rewritten());
                }
            }
        }
        return List.copyOf(last.values());
    }

    private final class Life {

        private long passed;
        private long rewritten;
        private final List<Outcome> all = new ArrayList<>();
        private long leastThreshold = Long.MAX_VALUE;
        private long largestThreshold;
        private long largestSlack;
        private long lastMillis = Long.MAX_VALUE;

        boolean isOver(Outcome next) {
            return next.atMillis() - lastMillis > TTL;
        }

        void add(Outcome outcome) {
            lastMillis = outcome.atMillis();
            leastThreshold = Math.min(leastThreshold, outcome.threshold());
            largestThreshold = Math.max(largestThreshold, outcome.threshold());
            largestSlack = Math.max(largestSlack, outcome.slack());
            all.add(outcome);
            if (exact && fixed) {
                long number = passed + rewritten + 1;
                assertThat(outcome.passed())
                        .as(
                                "event %d of a life of key %d under threshold %d passes",
                                number, outcome.key(), outcome.threshold())
                        .isEqualTo(number <= outcome.threshold());
            }
            if (outcome.passed()) {
                passed++;
                assertThat(passed)
                        .as(
                                "events of a life of key %d that pass under threshold %d with slack",
                                outcome.key(), outcome.threshold())
                        .isLessThanOrEqualTo(largestThreshold + largestSlack);
            } else {
                assertThat(passed)
                        .as("events of a life of key %d that passed before one is rewritten", outcome.key())
                        .isGreaterThanOrEqualTo(leastThreshold);
                assertThat(passed + rewritten)
                        .as("events of a life of key %d that were decided before one is rewritten", outcome.key())
                        .isGreaterThanOrEqualTo(outcome.threshold());
                rewritten++;
            }
        }

        /**
         * Without slack, all decisions are those of one order that keeps that of each gate. A run ends with a
         * checkpoint, before which all is decided.
         */
        void judge() {
            long before = 0;
            for (int run : all.stream().mapToInt(Outcome::run).distinct().toArray()) {
                List<Outcome> outcomes =
                        all.stream().filter(outcome -> outcome.run() == run).toList();
                assertThat(!exact || GateOrder.exists(before, gates(outcomes)))
                        .as(
                                "a life of key %d has an order after %d events: %s",
                                all.get(0).key(), before, outcomes)
                        .isTrue();
                before += outcomes.size();
            }
        }

        private static List<List<GateOrder.Decided>> gates(List<Outcome> outcomes) {
            return List.copyOf(outcomes.stream()
                    .sorted(Comparator.comparingLong(Outcome::id))
                    .collect(Collectors.groupingBy(
                            Outcome::gate,
                            Collectors.mapping(
                                    outcome -> new GateOrder.Decided(outcome.threshold(), outcome.passed()),
                                    Collectors.toList())))
                    .values());
        }
    }
}
