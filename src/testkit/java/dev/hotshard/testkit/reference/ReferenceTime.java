package dev.hotshard.testkit.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The date of a moment that is given as a JSON number, by way of {@link BigDecimal} and {@code java.time}.
 */
public final class ReferenceTime {

    private static final Pattern NUMBER =
            Pattern.compile("(?<mantissa>-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?)(?:[eE](?<exponent>[+-]?[0-9]++))?");
    private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");
    /** Beyond every year that has four digits, in milliseconds. */
    private static final BigDecimal BEYOND = new BigDecimal("1e15");

    private ReferenceTime() {}

    /** Milliseconds since 1970, absent if the text is not a JSON number or is far beyond all dates. */
    public static Optional<Long> millis(String text) {
        var number = NUMBER.matcher(text);
        if (!number.matches()) {
            return Optional.empty();
        }
        BigDecimal mantissa = new BigDecimal(number.group("mantissa"));
        BigInteger exponent = new BigInteger(number.group("exponent") == null ? "0" : number.group("exponent"));
        BigInteger magnitude = exponent.add(BigInteger.valueOf((long) mantissa.precision() - mantissa.scale()));
        if (mantissa.signum() == 0) {
            return Optional.of(0L);
        }
        if (magnitude.compareTo(BigInteger.valueOf(20)) > 0) {
            return Optional.empty();
        }
        if (magnitude.compareTo(BigInteger.valueOf(-20)) < 0) {
            return Optional.of(mantissa.signum() < 0 ? -1L : 0L);
        }
        BigDecimal time = mantissa.scaleByPowerOfTen(exponent.intValueExact());
        BigDecimal millis = time.abs().compareTo(SECONDS_BELOW) < 0 ? time.movePointRight(3) : time;
        return millis.abs().compareTo(BEYOND) < 0
                ? Optional.of(millis.setScale(0, RoundingMode.FLOOR).longValueExact())
                : Optional.empty();
    }

    /** The calendar day, absent outside years 1 to 9999. */
    public static Optional<LocalDate> date(long millis, ZoneId zone) {
        LocalDate date = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        return date.getYear() >= 1 && date.getYear() <= 9999 ? Optional.of(date) : Optional.empty();
    }
}
