package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCalendarTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, 2021-04-18T00:00:00Z, 2021-04-18",
        "UTC, 2021-04-17T23:59:59.999Z, 2021-04-17",
        "UTC, 1969-12-31T23:59:59.999Z, 1969-12-31",
        "UTC, 0001-01-01T00:00:00Z, 0001-01-01",
        "UTC, 9999-12-31T23:59:59.999Z, 9999-12-31",
        // Clocks go forward at 01:00 UTC on 28 March, back on 31 October.
        "Europe/Berlin, 2021-03-27T22:59:59.999Z, 2021-03-27",
        "Europe/Berlin, 2021-03-27T23:00:00Z, 2021-03-28",
        "Europe/Berlin, 2021-03-28T21:59:59.999Z, 2021-03-28",
        "Europe/Berlin, 2021-03-28T22:00:00Z, 2021-03-29",
        "Europe/Berlin, 2021-10-31T22:59:59.999Z, 2021-10-31",
        "Europe/Berlin, 2021-10-31T23:00:00Z, 2021-11-01",
        // Midnight itself does not exist: 23:59:59 is followed by 01:00.
        "America/Sao_Paulo, 2018-11-04T02:59:59.999Z, 2018-11-03",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04",
        // Samoa crossed the date line: the day after 29 December was the 31st.
        "Pacific/Apia, 2011-12-30T09:59:59.999Z, 2011-12-29",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-31",
        // Local mean time, with an offset of odd seconds.
        "Europe/Amsterdam, 1850-01-01T00:00:00Z, 1850-01-01",
        "Asia/Manila, 1844-12-30T15:00:00Z, 1844-12-29",
        "+18:00, 2021-04-18T06:00:00Z, 2021-04-19",
        "-18:00, 2021-04-18T17:59:59.999Z, 2021-04-17"
    })
    void shouldDateByTheTimeZone(String zone, Instant instant, LocalDate date) {
        assertThat(epochDay(zone, instant.toEpochMilli())).isEqualTo((int) date.toEpochDay());
    }

    @Test
    void shouldRejectYearsOfMoreThanFourDigits() {
        long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

        assertThat(epochDay("UTC", first - 1)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        assertThat(epochDay("UTC", last + 1)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        assertThat(epochDay("UTC", Long.MIN_VALUE)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        assertThat(epochDay("UTC", Long.MAX_VALUE)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        // The zone decides, at both ends.
        assertThat(epochDay("+01:00", last)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        assertThat(epochDay("-01:00", last + 1))
                .isEqualTo((int) LocalDate.of(9999, 12, 31).toEpochDay());
        assertThat(epochDay("-01:00", first)).isEqualTo(EventCalendar.OUT_OF_RANGE);
        assertThat(epochDay("+01:00", first - 1))
                .isEqualTo((int) LocalDate.of(1, 1, 1).toEpochDay());
    }

    /**
     * One calendar for all instants of a zone, in random order, so that it leaves each cached period and
     * returns to it.
     */
    @Test
    void shouldAgreeWithJavaTimeAroundEveryTransition() {
        SplittableRandom random = Seed.random(getClass());
        for (String id : List.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Pacific/Apia",
                "Asia/Kolkata",
                "Africa/Casablanca",
                "Africa/Monrovia",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Asia/Manila",
                "+05:45")) {
            ZoneId zone = ZoneId.of(id);
            EventCalendar calendar = new EventCalendar(zone);
            List<Long> moments = moments(zone, random);
            for (int i = 0; i < 20_000; i++) {
                long millis = moments.get(random.nextInt(moments.size())) + random.nextInt(-1, 2);
                int expected = ReferenceTime.date(millis, zone)
                        .map(date -> (int) date.toEpochDay())
                        .orElse(EventCalendar.OUT_OF_RANGE);
                assertThat(calendar.epochDay(millis)).as("%s %d", id, millis).isEqualTo(expected);
            }
        }
    }

    private static List<Long> moments(ZoneId zone, SplittableRandom random) {
        List<Long> moments = new ArrayList<>();
        for (ZoneOffsetTransition transition : zone.getRules().getTransitions()) {
            moments.add(transition.getInstant().toEpochMilli());
            moments.add(transition
                    .getDateTimeBefore()
                    .toLocalDate()
                    .atStartOfDay(zone)
                    .toInstant()
                    .toEpochMilli());
        }
        for (int year = 2020; year < 10000; year += 97) {
            ZoneOffsetTransition next =
                    zone.getRules().nextTransition(Instant.parse("%04d-01-01T00:00:00Z".formatted(year)));
            moments.add(
                    next == null
                            ? random.nextLong(253_402_300_800_000L)
                            : next.getInstant().toEpochMilli());
        }
        moments.add(Instant.parse("0001-01-01T00:00:00Z").toEpochMilli());
        moments.add(Instant.parse("9999-12-31T00:00:00Z").toEpochMilli());
        return moments;
    }

    private static int epochDay(String zone, long millis) {
        return new EventCalendar(ZoneId.of(zone)).epochDay(millis);
    }
}
