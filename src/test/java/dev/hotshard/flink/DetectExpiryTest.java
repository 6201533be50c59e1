package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.HotKeyDetector;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** The detector forgets a key when it expires and leaves neither state nor timer. */
class DetectExpiryTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    /** After the latest moment at which a key can expire. */
    private static final long EXPIRED = TTL + TTL / 16 + 1;

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void shouldKeepOneTimerPerKey() throws Exception {
        try (DetectHarness detect = DetectHarness.start(100)) {
            for (int i = 0; i < 100; i++) {
                detect.setTime(NOW + i * 1000);
                detect.process(alice);
                detect.process(bob);

                assertThat(detect.timers()).isEqualTo(2);
                assertThat(detect.keys()).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldRemoveStateAndTimerOfAKeyWithoutEvents() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 10);
            detect.process(bob, 1);

            detect.setTime(NOW + TTL - 1);
            assertThat(detect.keys()).isEqualTo(2);
            assertThat(detect.timers()).isEqualTo(2);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void shouldExpireAKeyAtTheMillisecondOfItsHash() throws Exception {
        long expiry = expiry(NOW);
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice);

            detect.setTime(expiry - 1);
            assertThat(detect.keys()).isEqualTo(1);
            detect.setTime(expiry);
            assertThat(detect.entries()).isZero();
        }
    }

    @Test
    void shouldMoveAFiredTimerToTheExpiryOfTheLastEvent() throws Exception {
        long last = NOW + TTL / 2;
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice);
            detect.setTime(last);
            detect.process(alice);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.keys()).isEqualTo(1);
            assertThat(detect.timers()).isEqualTo(1);

            detect.setTime(expiry(last) - 1);
            assertThat(detect.keys()).isEqualTo(1);
            detect.setTime(expiry(last));
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    @Test
    void shouldRaiseTheAlertAgainInTheNewLifeOfAKey() throws Exception {
        try (DetectHarness detect = DetectHarness.start(1)) {
            detect.setTime(NOW);
            detect.process(alice, 2);
            detect.setTime(NOW + EXPIRED);
            detect.process(alice, 2);

            assertThat(detect.cold()).hasSize(2);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts()).hasSize(2);
            assertThat(detect.timers())
                    .as("one for the expiry, one for a total")
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldCountAndForgetInRocksDbAsOnTheHeap() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3, new EmbeddedRocksDBStateBackend())) {
            detect.setTime(NOW);
            detect.process(alice, 5);
            assertThat(detect.cold()).hasSize(3);
            assertThat(detect.rewritten()).hasSize(2);
            assertThat(detect.alerts()).hasSize(1);
            assertThat(detect.timers())
                    .as("one for the expiry, one for a total")
                    .isEqualTo(2);

            detect.setTime(NOW + EXPIRED);
            assertThat(detect.timers()).isZero();
            detect.process(alice);
            assertThat(detect.cold()).hasSize(4);
        }
    }

    private long expiry(long lastSeen) {
        return new HotKeyDetector(DetectHarness.TTL, Long.MIN_VALUE)
                .expiryMillis(new KeyCount(1, lastSeen, false), alice.key());
    }
}
