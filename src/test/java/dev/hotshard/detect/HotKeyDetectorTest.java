package dev.hotshard.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.generate.Seed;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HotKeyDetectorTest {

    private static final CounterKey KEY = new CounterKey(1, 2);
    private static final Duration TTL = Duration.ofHours(48);
    private static final long TTL_MILLIS = TTL.toMillis();
    private static final long NOW = 1_700_000_000_000L;

    private final HotKeyDetector detector = new HotKeyDetector(TTL, Long.MIN_VALUE);

    @Test
    void shouldPassEventsUpToTheThreshold() {
        KeyCount count = null;
        for (int n = 1; n <= 10; n++) {
            Decision decision = decide(count, 3);
            assertThat(decision.after().count()).isEqualTo(n);
            assertThat(decision.isHot()).isEqualTo(n > 3);
            count = decision.after();
        }
    }

    @Test
    void shouldRaiseOneAlertAtTheFirstHotEvent() {
        KeyCount before = null;
        for (int n = 1; n <= 10; n++) {
            Decision decision = decide(before, 3);
            assertThat(decision.opens()).isEqualTo(n == 4);
            assertThat(decision.after().opened()).isEqualTo(n >= 4);
            before = decision.after();
        }
    }

    @Test
    void shouldPassOneEventAtAThresholdOfOne() {
        Decision first = decide(null, 1);
        Decision second = decide(first.after(), 1);

        assertThat(first.isHot()).isFalse();
        assertThat(first.opens()).isFalse();
        assertThat(second.isHot()).isTrue();
        assertThat(second.opens()).isTrue();
    }

    @Test
    void shouldPassNoEventAtAThresholdOfZero() {
        Decision first = decide(null, 0);

        assertThat(first).isEqualTo(new Decision(new KeyCount(1, NOW, true), true, true, true, expiry(first.after())));
    }

    @Test
    void shouldApplyALoweredThresholdToTheNextEvent() {
        KeyCount three = new KeyCount(3, NOW, false);
        Decision next = decide(three, 2);

        assertThat(next).isEqualTo(new Decision(new KeyCount(4, NOW, true), true, false, true, Decision.NO_TIMER));
    }

    @Test
    void shouldPassEventsUnderARaisedThresholdWithoutASecondAlert() {
        Decision five = decide(new KeyCount(4, NOW, true), 5);
        Decision six = decide(five.after(), 5);

        assertThat(five.isHot()).isFalse();
        assertThat(five.after().opened()).as("the alert was raised before").isTrue();
        assertThat(six.isHot()).isTrue();
        assertThat(six.opens()).isFalse();
    }

    @Test
    void shouldJudgeEachEventByItsOwnThreshold() {
        SplittableRandom random = Seed.random(getClass());
        KeyCount before = null;
        boolean opened = false;
        for (int n = 1; n <= 1000; n++) {
            long threshold = random.nextLong(2000);
            Decision decision = decide(before, threshold);
            assertThat(decision.after().count()).isEqualTo(n);
            assertThat(decision.isHot()).as("event %d under %d", n, threshold).isEqualTo(n > threshold);
            assertThat(decision.opens()).isEqualTo(n > threshold && !opened);
            opened |= decision.isHot();
            assertThat(decision.after().opened()).isEqualTo(opened);
            before = decision.after();
        }
    }

    @Test
    void shouldRegisterATimerForTheFirstEventOnly() {
        Decision first = decide(null, 3);
        Decision second = decide(first.after(), 3);

        assertThat(first.needsTimer()).isTrue();
        assertThat(first.expiryMillis()).isEqualTo(expiry(first.after()));
        assertThat(second.needsTimer()).isFalse();
    }

    @Test
    void shouldBeginANewLifeOfAnOverdueKeyUnderItsOldTimer() {
        Decision reborn = detector.decide(new KeyCount(9, NOW, true), KEY, 3, NOW + 2 * TTL_MILLIS);

        assertThat(reborn.beginsLife()).isTrue();
        assertThat(reborn.needsTimer()).isFalse();
        assertThat(reborn.after()).isEqualTo(new KeyCount(1, NOW + 2 * TTL_MILLIS, false));
        assertThat(decide(null, 3).beginsLife()).isTrue();
        assertThat(decide(new KeyCount(9, NOW, true), 3).beginsLife()).isFalse();
    }

    @Test
    void shouldRaiseAnAlertIfANewLifeIsHotAtOnce() {
        Decision reborn = detector.decide(new KeyCount(9, NOW, true), KEY, 0, NOW + 2 * TTL_MILLIS);

        assertThat(reborn.opens()).isTrue();
    }

    @Test
    void shouldExtendALifeByGateCountsWithoutAnAlert() {
        GateCount gate = new GateCount(KEY, NOW, 10, 7, NOW + 5);

        assertThat(detector.add(new KeyCount(4, NOW, true), gate)).isEqualTo(new KeyCount(14, NOW + 5, true));
        assertThat(detector.add(new KeyCount(4, NOW + 9, true), gate)).isEqualTo(new KeyCount(14, NOW + 9, true));
        assertThat(detector.add(new KeyCount(4, NOW, false), gate).opened()).isFalse();
    }

    @Test
    void shouldSpreadTheExpiryOfKeysWithinASixteenthOfTheTtl() {
        SplittableRandom random = Seed.random(getClass());
        long least = Long.MAX_VALUE;
        long most = 0;
        int[] sixteenths = new int[16];
        for (int i = 0; i < 16_000; i++) {
            CounterKey key = new CounterKey(random.nextLong(), random.nextLong());
            long spread = detector.expiryMillis(new KeyCount(1, NOW, false), key) - NOW - TTL_MILLIS;
            least = Math.min(least, spread);
            most = Math.max(most, spread);
            sixteenths[(int) Math.min(15, (spread - TTL_MILLIS / 32) * 16 / (TTL_MILLIS / 32))]++;
        }

        assertThat(least).isGreaterThanOrEqualTo(TTL_MILLIS / 32);
        assertThat(most).isLessThanOrEqualTo(TTL_MILLIS / 16);
        for (int keys : sixteenths) {
            assertThat(keys).as("a sixteenth of the spread").isBetween(800, 1200);
        }
    }

    @Test
    void shouldExpireAKeyAtItsExactMillisecond() {
        KeyCount count = new KeyCount(7, NOW, true);
        long expiry = detector.expiryMillis(count, KEY);

        assertThat(detector.isExpired(count, KEY, expiry - 1)).isFalse();
        assertThat(detector.isExpired(count, KEY, expiry)).isTrue();
        assertThat(detector.decide(count, KEY, 3, expiry - 1).after()).isEqualTo(new KeyCount(8, expiry - 1, true));
        assertThat(detector.decide(count, KEY, 3, expiry).after()).isEqualTo(new KeyCount(1, expiry, false));
    }

    @Test
    void shouldCountAnOverdueKeyFromOneAndRaiseItsAlertAgain() {
        KeyCount hot = new KeyCount(100, NOW, true);
        KeyCount before = hot;
        for (int n = 1; n <= 4; n++) {
            Decision decision = detector.decide(before, KEY, 3, NOW + 3 * TTL_MILLIS);
            assertThat(decision.after().count()).isEqualTo(n);
            assertThat(decision.opens()).isEqualTo(n == 4);
            before = decision.after();
        }
    }

    @Test
    void shouldPostponeTheExpiryAtEveryEvent() {
        KeyCount count = null;
        for (int n = 1; n <= 100; n++) {
            count = detector.decide(count, KEY, 3, NOW + n * (TTL_MILLIS - 1)).after();
            assertThat(count.count()).isEqualTo(n);
        }
    }

    @Test
    void shouldNotSpreadTheShortestTtl() {
        HotKeyDetector shortest = new HotKeyDetector(Duration.ofMillis(1), Long.MIN_VALUE);

        assertThat(shortest.expiryMillis(new KeyCount(1, NOW, false), new CounterKey(-1, -1)))
                .isEqualTo(NOW + 1);
    }

    @Test
    void shouldForgetNothingWhenTheClockGoesBack() {
        KeyCount count = decide(null, 3).after();
        count = detector.decide(count, KEY, 3, NOW - 10 * TTL_MILLIS).after();

        assertThat(count).isEqualTo(new KeyCount(2, NOW - 10 * TTL_MILLIS, false));
        assertThat(detector.isExpired(count, KEY, NOW - 10 * TTL_MILLIS)).isFalse();
    }

    @Test
    void shouldForgetKeysLastSeenBeforeTheGivenTime() {
        HotKeyDetector forgetful = new HotKeyDetector(TTL, NOW);

        assertThat(forgetful.decide(new KeyCount(9, NOW - 1, true), KEY, 3, NOW).after())
                .isEqualTo(new KeyCount(1, NOW, false));
        assertThat(forgetful.decide(new KeyCount(9, NOW, true), KEY, 3, NOW).after())
                .isEqualTo(new KeyCount(10, NOW, true));
    }

    @Test
    void shouldKeepNewCountsIfTheClockIsSetBackBeforeThatTime() {
        HotKeyDetector forgetful = new HotKeyDetector(TTL, NOW);
        KeyCount count = forgetful.decide(null, KEY, 3, NOW - 5000).after();

        assertThat(forgetful.decide(count, KEY, 3, NOW - 4000).after()).isEqualTo(new KeyCount(2, NOW, false));
    }

    private Decision decide(KeyCount before, long threshold) {
        return detector.decide(before, KEY, threshold, NOW);
    }

    private long expiry(KeyCount count) {
        return detector.expiryMillis(count, KEY);
    }
}
