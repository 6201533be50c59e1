package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import dev.hotshard.notice.HotIdNotice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What became of the events of a {@link GateModel}, and whether that is as it should be. */
final class GateHistory {

    private static final long TTL = DetectHarness.TTL.toMillis();

    /**
     * What became of an event, in the order in which it was decided; {@code slack} is how many more than
     * the limit might pass then.
     */
    private record Outcome(long id, int key, boolean passed, long limit, long slack, long atMillis) {}

    private final boolean exact;
    private final List<Outcome> outcomes;
    private final List<HotIdNotice> told;

    /** @param exact whether there is no slack, so that which events pass is determined */
    GateHistory(boolean exact) {
        this(exact, List.of(), List.of());
    }

    private GateHistory(boolean exact, List<Outcome> outcomes, List<HotIdNotice> told) {
        this.exact = exact;
        this.outcomes = new ArrayList<>(outcomes);
        this.told = new ArrayList<>(told);
    }

    GateHistory copy() {
        return new GateHistory(exact, outcomes, told);
    }

    void add(long id, int key, boolean passed, long limit, long slack, long atMillis) {
        outcomes.add(new Outcome(id, key, passed, limit, slack, atMillis));
    }

    void tell(List<HotIdNotice> news) {
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
                rewrittenByLife.add(life.rewritten);
                life = new Life();
            }
            life.add(outcome);
        }
        rewrittenByLife.add(life.rewritten);
        assertThat(totals(counterKey))
                .as("totals of key %d", key)
                .isEqualTo(rewrittenByLife.stream().filter(total -> total > 0).toList());
    }

    /** The last total of each life, in the order of lives. */
    private List<Long> totals(CounterKey key) {
        Map<Object, Long> last = new LinkedHashMap<>();
        told.stream()
                .filter(id -> id.type() == HotIdNotice.Type.TOTAL && id.key().equals(key))
                .forEach(id -> last.put(id.id().detectedAt(), id.rewritten()));
        return List.copyOf(last.values());
    }

    private final class Life {

        private long passed;
        private long rewritten;
        private long leastLimit = Long.MAX_VALUE;
        private long largestLimit;
        private long largestSlack;
        private long lastMillis = Long.MAX_VALUE;

        boolean isOver(Outcome next) {
            return next.atMillis() - lastMillis > TTL;
        }

        void add(Outcome outcome) {
            lastMillis = outcome.atMillis();
            leastLimit = Math.min(leastLimit, outcome.limit());
            largestLimit = Math.max(largestLimit, outcome.limit());
            largestSlack = Math.max(largestSlack, outcome.slack());
            if (exact) {
                long number = passed + rewritten + 1;
                assertThat(outcome.passed())
                        .as(
                                "event %d of a life of key %d under limit %d passes",
                                number, outcome.key(), outcome.limit())
                        .isEqualTo(number <= outcome.limit());
            }
            if (outcome.passed()) {
                passed++;
                assertThat(passed)
                        .as(
                                "events of a life of key %d that pass under limit %d with slack",
                                outcome.key(), outcome.limit())
                        .isLessThanOrEqualTo(largestLimit + largestSlack);
            } else {
                assertThat(passed)
                        .as("events of a life of key %d that passed before one is rewritten", outcome.key())
                        .isGreaterThanOrEqualTo(leastLimit);
                rewritten++;
            }
        }
    }
}
