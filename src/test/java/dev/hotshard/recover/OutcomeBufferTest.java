package dev.hotshard.recover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeBufferTest {

    private static final int BOUND = 4096;

    private final List<OutcomeDelta> told = new ArrayList<>();
    private final OutcomeBuffer counts = new OutcomeBuffer(told::add);

    @Test
    void shouldEmitNothingUntilFlushed() {
        counts.add(Outcome.READ);
        counts.addRestored(Rewritten.event("a", 1));
        assertThat(told).isEmpty();

        counts.flush();
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new OutcomeDelta(Outcome.READ, null, 1), new OutcomeDelta(Outcome.RESTORED, of("a", 1), 1));
    }

    @Test
    void shouldAddUpCountsByIdAndDate() {
        for (int i = 0; i < 3; i++) {
            counts.addRestored(Rewritten.event("a", 1));
            counts.add(Outcome.NOT_CHOSEN);
        }
        counts.addRestored(Rewritten.event("a", 2));
        counts.flush();

        assertThat(told)
                .containsExactlyInAnyOrder(
                        new OutcomeDelta(Outcome.NOT_CHOSEN, null, 3),
                        new OutcomeDelta(Outcome.RESTORED, of("a", 1), 3),
                        new OutcomeDelta(Outcome.RESTORED, of("a", 2), 1));
    }

    @Test
    void shouldEmitNothingTwice() {
        counts.add(Outcome.READ);
        counts.addRestored(Rewritten.event("a", 1));
        counts.flush();
        told.clear();

        counts.flush();
        assertThat(told).isEmpty();
        counts.addRestored(Rewritten.event("a", 1));
        counts.flush();
        assertThat(told).containsExactly(new OutcomeDelta(Outcome.RESTORED, of("a", 1), 1));
    }

    @Test
    void shouldHoldABoundedNumberOfKeys() {
        for (int i = 0; i < BOUND; i++) {
            counts.addRestored(Rewritten.event("id " + i, 1));
        }
        counts.addRestored(Rewritten.event("id 0", 1));
        assertThat(told).isEmpty();

        counts.addRestored(Rewritten.event("one more", 1));
        assertThat(told).hasSize(BOUND);
        assertThat(told.stream().mapToLong(OutcomeDelta::count).sum()).isEqualTo(BOUND + 1);
        counts.flush();
        assertThat(told).hasSize(BOUND + 1).last().isEqualTo(new OutcomeDelta(Outcome.RESTORED, of("one more", 1), 1));
    }

    private static LedgerKey of(String id, int day) {
        return LedgerKey.of(Rewritten.event(id, day));
    }
}
