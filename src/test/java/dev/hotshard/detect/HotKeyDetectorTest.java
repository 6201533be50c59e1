package dev.hotshard.detect;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final HotKeyDetector detector = detector(3);

    @Test
    void firstEventsPassAndEveryLaterOneIsHot() {
        KeyCount count = null;
        for (int n = 1; n <= 10; n++) {
            count = detector.count(count, KEY, NOW);
            assertThat(count.count()).isEqualTo(n);
            assertThat(detector.isHot(count)).isEqualTo(n > 3);
        }
    }

    @Test
    void alertIsDueOnceOnTheFirstHotEvent() {
        KeyCount before = null;
        for (int n = 1; n <= 10; n++) {
            KeyCount after = detector.count(before, KEY, NOW);
            assertThat(HotKeyDetector.opens(before, after)).isEqualTo(n == 4);
            before = after;
        }
    }

    @Test
    void thresholdOfOnePassesOneEvent() {
        KeyCount first = detector(1).count(null, KEY, NOW);
        KeyCount second = detector(1).count(first, KEY, NOW);

        assertThat(detector(1).isHot(first)).isFalse();
        assertThat(HotKeyDetector.opens(null, first)).isFalse();
        assertThat(detector(1).isHot(second)).isTrue();
        assertThat(HotKeyDetector.opens(first, second)).isTrue();
    }

    @Test
    void loweredThresholdHoldsAtOnce() {
        KeyCount three = new KeyCount(3, NOW, false);
        KeyCount next = detector(2).count(three, KEY, NOW);

        assertThat(detector(2).isHot(next)).isTrue();
        assertThat(HotKeyDetector.opens(three, next)).isTrue();
        assertThat(next.count()).isEqualTo(4);
    }

    @Test
    void raisedThresholdLetsPassAgainAndRaisesNoSecondAlert() {
        KeyCount hot = new KeyCount(4, NOW, true);
        KeyCount five = detector(5).count(hot, KEY, NOW);
        KeyCount six = detector(5).count(five, KEY, NOW);

        assertThat(detector(5).isHot(five)).isFalse();
        assertThat(detector(5).isHot(six)).isTrue();
        assertThat(HotKeyDetector.opens(five, six)).isFalse();
    }

    @Test
    void keyExpiresWithinTtlAndOneSixteenthAfterItsLastEvent() {
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
    void expiryIsThatOfTheKeyToTheMillisecond() {
        KeyCount count = new KeyCount(7, NOW, true);
        long expiry = detector.expiryMillis(count, KEY);

        assertThat(detector.isExpired(count, KEY, expiry - 1)).isFalse();
        assertThat(detector.isExpired(count, KEY, expiry)).isTrue();
        assertThat(detector.count(count, KEY, expiry - 1)).isEqualTo(new KeyCount(8, expiry - 1, true));
        assertThat(detector.count(count, KEY, expiry)).isEqualTo(new KeyCount(1, expiry, false));
    }

    @Test
    void overdueKeyStartsAnewAndRaisesItsAlertAgain() {
        KeyCount hot = new KeyCount(100, NOW, true);
        KeyCount before = hot;
        for (int n = 1; n <= 4; n++) {
            KeyCount after = detector.count(before, KEY, NOW + 3 * TTL_MILLIS);
            assertThat(after.count()).isEqualTo(n);
            assertThat(HotKeyDetector.opens(before, after)).isEqualTo(n == 4);
            before = after;
        }
    }

    @Test
    void everyEventPutsTheExpiryOff() {
        KeyCount count = null;
        for (int n = 1; n <= 100; n++) {
            count = detector.count(count, KEY, NOW + n * (TTL_MILLIS - 1));
            assertThat(count.count()).isEqualTo(n);
        }
    }

    @Test
    void shortestTtlHasNoSpread() {
        HotKeyDetector shortest = new HotKeyDetector(1, Duration.ofMillis(1), Long.MIN_VALUE);

        assertThat(shortest.expiryMillis(new KeyCount(1, NOW, false), new CounterKey(-1, -1)))
                .isEqualTo(NOW + 1);
    }

    @Test
    void clockThatGoesBackwardsForgetsNothing() {
        KeyCount count = detector.count(null, KEY, NOW);
        count = detector.count(count, KEY, NOW - 10 * TTL_MILLIS);

        assertThat(count).isEqualTo(new KeyCount(2, NOW - 10 * TTL_MILLIS, false));
        assertThat(detector.isExpired(count, KEY, NOW - 10 * TTL_MILLIS)).isFalse();
    }

    @Test
    void keysLastSeenBeforeTheMomentToForgetAreForgotten() {
        HotKeyDetector forgetful = new HotKeyDetector(3, TTL, NOW);

        assertThat(forgetful.count(new KeyCount(9, NOW - 1, true), KEY, NOW)).isEqualTo(new KeyCount(1, NOW, false));
        assertThat(forgetful.count(new KeyCount(9, NOW, true), KEY, NOW)).isEqualTo(new KeyCount(10, NOW, true));
    }

    @Test
    void clockSetBackBehindTheMomentToForgetKeepsWhatIsCountedSince() {
        HotKeyDetector forgetful = new HotKeyDetector(3, TTL, NOW);
        KeyCount count = forgetful.count(null, KEY, NOW - 5000);

        assertThat(forgetful.count(count, KEY, NOW - 4000)).isEqualTo(new KeyCount(2, NOW, false));
    }

    private static HotKeyDetector detector(long threshold) {
        return new HotKeyDetector(threshold, TTL, Long.MIN_VALUE);
    }
}
