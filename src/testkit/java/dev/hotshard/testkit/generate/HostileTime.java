package dev.hotshard.testkit.generate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;

/**
 * Spells instants as JSON numbers, in seconds or milliseconds, many of them at a boundary. Not thread-safe.
 */
public final class HostileTime {

    private static final long[] MOMENTS = {
        0,
        1,
        1618716477L,
        1618716477000L,
        1618716477123L,
        99_999_999_999L,
        100_000_000_000L,
        253_402_300_799L,
        253_402_300_800L,
        253_402_300_799_999L,
        253_402_300_800_000L,
        62_135_596_800L,
        62_135_596_800_000L,
        62_135_596_800_001L,
        999_999_999_999_999L,
        1_000_000_000_000_000L,
        86_399_999,
        86_400,
        Long.MAX_VALUE
    };

    private final SplittableRandom random;

    public HostileTime(SplittableRandom random) {
        this.random = random;
    }

    /** A JSON number. */
    public String next() {
        BigDecimal time = moment();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> plain(time);
            case 3 -> plain(time) + (time.scale() > 0 ? "0".repeat(random.nextInt(20)) : "");
            case 4 -> plain(time) + exponent(0);
            case 5 -> huge();
            default -> shifted(time);
        };
    }

    private BigDecimal moment() {
        long moment = switch (random.nextInt(4)) {
            case 0 -> MOMENTS[random.nextInt(MOMENTS.length)];
            case 1 -> random.nextLong(253_500_000_000L);
            case 2 -> random.nextLong(253_500_000_000_000L);
            default -> 1_618_704_000_000L + random.nextInt(3) * 86_400_000L + random.nextInt(-2, 2);
        };
        BigDecimal time = new BigDecimal(random.nextInt(5) == 0 ? -moment : moment);
        return switch (random.nextInt(6)) {
            case 0 -> time.add(new BigDecimal(BigInteger.valueOf(random.nextInt(2000) - 1000), 3));
            case 1 -> time.add(BigDecimal.ONE.movePointLeft(random.nextInt(40)));
            case 2 -> time.subtract(BigDecimal.ONE.movePointLeft(random.nextInt(40)));
            case 3 -> time.movePointLeft(3);
            default -> time;
        };
    }

    private static String plain(BigDecimal time) {
        return time.scale() < 0 ? time.setScale(0).toPlainString() : time.toPlainString();
    }

    /** The same number with its point moved and an exponent that moves it back. */
    private String shifted(BigDecimal time) {
        int by = random.nextInt(60) - 30;
        return plain(time.movePointRight(by)) + exponent(-by);
    }

    private String huge() {
        String digits = random.nextBoolean()
                ? "0." + "0".repeat(random.nextInt(40)) + "1"
                : "1" + "0".repeat(random.nextInt(40));
        return (random.nextBoolean() ? "-" : "")
                + (random.nextInt(4) == 0 ? "0.00" : digits)
                + exponent(
                        random.nextBoolean() ? random.nextLong(1L << random.nextInt(1, 62)) : random.nextInt(-60, 60));
    }

    private String exponent(long exponent) {
        String sign = exponent < 0 ? "-" : random.nextInt(3) == 0 ? "+" : "";
        String zeros = random.nextInt(4) == 0 ? "000" : "";
        return (random.nextBoolean() ? "e" : "E") + sign + zeros + Math.abs(exponent);
    }
}
