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

/** Records the outcomes of a {@link GateModel}'s events, and judges them. */
final class GateHistory {

    private static final long TTL = DetectHarness.TTL.toMillis();

    /**
     * The outcome of an event. Outcomes are in the order of decisions.
     *
     * @param run the number of the {@link GateJob} that decided
     * @param gate the gate that read the event
     * @param threshold the event's own threshold
     * @param slack how many events above the threshold could pass at that time
     */
    record Outcome(long id, int key, int run, int gate, boolean passed, long threshold, long slack, long atMillis) {}

    private final boolean exact;
    private final boolean fixed;
    private final List<Outcome> outcomes;
    private final List<ReadNotice> notices;

    /**
     * @param exact whether there is no slack, so that the order of events determines which of them pass
     * @param fixed whether all events of a submission have one threshold, so that the order of a key's
     *     events makes no difference
     */
    GateHistory(boolean exact, boolean fixed) {
        this(exact, fixed, List.of(), List.of());
    }

    private GateHistory(boolean exact, boolean fixed, List<Outcome> outcomes, List<ReadNotice> notices) {
        this.exact = exact;
        this.fixed = fixed;
        this.outcomes = new ArrayList<>(outcomes);
        this.notices = new ArrayList<>(notices);
    }

    GateHistory copy() {
        return new GateHistory(exact, fixed, outcomes, notices);
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    void add(List<ReadNotice> emitted) {
        notices.addAll(emitted);
    }

    /** Asserts that each of the first {@code events} has one outcome. */
    void judgeAll(int events) {
        assertThat(outcomes.stream().mapToLong(Outcome::id).sorted().toArray())
                .as("each event has one outcome")
                .isEqualTo(IntStream.range(0, events).asLongStream().toArray());
    }

    /** Asserts that in each life of the key the right events passed, and that the totals are exact. */
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

    /**
     * The last total of each life, in the order of lives. A total does not name its life, but it belongs to
     * the last alert before it: one detector emits all notices of a key, a life that becomes hot begins
     * with its one alert, and its last total precedes the next alert. A restore keeps that order, because
     * this history returns to the checkpoint along with the detector's state.
     */
    private List<Long> totals(CounterKey key) {
        Map<Integer, Long> last = new LinkedHashMap<>();
        int life = 0;
        for (ReadNotice notice : notices) {
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
         * Asserts that without slack, all decisions follow from one order of the events that keeps the
         * order of each gate. A run ends with a checkpoint, before which all events are decided.
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
