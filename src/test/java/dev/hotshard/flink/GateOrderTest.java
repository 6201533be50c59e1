package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.flink.GateOrder.Decided;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateOrderTest {

    @Test
    void shouldKeepTheOrderOfOneGate() {
        assertThat(GateOrder.exists(0, List.of(List.of(new Decided(1, true), new Decided(1, false)))))
                .isTrue();
        assertThat(GateOrder.exists(0, List.of(List.of(new Decided(1, false), new Decided(1, true)))))
                .isFalse();
        assertThat(GateOrder.exists(1, List.of(List.of(new Decided(1, true))))).isFalse();
        assertThat(GateOrder.exists(1, List.of(List.of(new Decided(0, false), new Decided(3, true)))))
                .isTrue();
        assertThat(GateOrder.exists(2, List.of(List.of(new Decided(0, false), new Decided(3, true)))))
                .isFalse();
    }

    @Test
    void shouldInterleaveGatesWithoutReorderingThem() {
        List<Decided> cold = List.of(new Decided(1, true));
        List<Decided> hot = List.of(new Decided(1, false));

        assertThat(GateOrder.exists(0, List.of(hot, cold))).isTrue();
        assertThat(GateOrder.exists(0, List.of(cold, cold))).isFalse();
        assertThat(GateOrder.exists(0, List.of(hot, hot))).isFalse();
        assertThat(GateOrder.exists(0, List.of(List.of(new Decided(1, false), new Decided(9, true)), cold)))
                .isTrue();
        assertThat(GateOrder.exists(0, List.of(List.of(new Decided(1, false), new Decided(2, true)), cold)))
                .isFalse();
    }

    @Test
    void shouldAcceptNoDecisions() {
        assertThat(GateOrder.exists(0, List.of())).isTrue();
    }
}
