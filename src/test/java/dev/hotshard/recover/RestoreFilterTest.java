package dev.hotshard.recover;

import static dev.hotshard.recover.Outcome.NOT_CHOSEN;
import static dev.hotshard.recover.Outcome.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.RestoreFilters;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreFilterTest {

    private static final LocalDate DAY = LocalDate.of(2021, 4, 18);
    private static final List<String> ANY = List.of();
    /** 2021-04-18T23:30Z. */
    private static final String EVENT =
            "{\"event\":\"Signed up\",\"properties\":{\"time\":1618788600,\"distinct_id\":\"alice\",\"token\":\"p1\"}}";

    @Test
    void shouldChooseEverythingByDefault() throws Exception {
        assertThat(chosen(RestoreFilters.ALL, EVENT)).isTrue();
        assertThat(chosen(RestoreFilters.ALL, "{\"event\":null,\"properties\":{\"distinct_id\":0}}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alice | \"alice\"       | true",
                "alice | \"\\u0061lice\" | true",
                "alice | \"Alice\"       | false",
                "123   | 123             | true",
                "123   | \"123\"         | true",
                "100   | 1e2             | false",
                "1e2   | 1e2             | true",
                "日本  | \"日本\"        | true",
                "日本  | \"\\u65e5本\"   | true"
            })
    void shouldMatchIdsAsText(String asked, String id, boolean expected) throws Exception {
        assertThat(chosen(
                        new RestoreFilter(List.of("nobody", asked), ANY, ANY, null, null),
                        EVENT.replace("\"alice\"", id)))
                .isEqualTo(expected);
    }

    @Test
    void shouldMatchEventsByTheirOriginalName() throws Exception {
        assertThat(chosen(new RestoreFilter(ANY, List.of("Signed up"), ANY, null, null), EVENT))
                .isTrue();
        assertThat(chosen(new RestoreFilter(ANY, List.of("$hotshard_events"), ANY, null, null), EVENT))
                .isFalse();
        assertThat(chosen(new RestoreFilter(ANY, List.of("7"), ANY, null, null), EVENT.replace("\"Signed up\"", "7")))
                .isTrue();
    }

    /** A value that names no project counts as the empty one, as it does for the detector. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p1   | \"p1\"  | true",
                "p1   | \"p2\"  | false",
                "7    | 7       | true",
                "``   | \"\"    | true",
                "``   | null    | true",
                "``   | true    | true",
                "``   | {\"a\":1} | true",
                "``   | []      | true",
                "``   | \"p1\"  | false",
                "true | true    | false",
                "null | null    | false"
            })
    void shouldMatchProjectsAsTheDetectorCountsThem(String asked, String token, boolean expected) throws Exception {
        assertThat(chosen(new RestoreFilter(ANY, ANY, List.of(asked), null, null), EVENT.replace("\"p1\"", token)))
                .isEqualTo(expected);
    }

    @Test
    void shouldMatchAnAbsentProjectAsTheEmptyOne() throws Exception {
        assertThat(chosen(new RestoreFilter(ANY, ANY, List.of(""), null, null), EVENT.replace(",\"token\":\"p1\"", "")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, true",
                "2021-04-18, -, true",
                "2021-04-19, -, false",
                "-, 2021-04-18, true",
                "-, 2021-04-17, false",
                "2021-04-18, 2021-04-18, true",
                "2021-04-17, 2021-04-19, true"
            })
    void shouldIncludeBothDates(LocalDate since, LocalDate until, boolean expected) throws Exception {
        assertThat(chosen(new RestoreFilter(ANY, ANY, ANY, since, until), EVENT))
                .isEqualTo(expected);
    }

    @Test
    void shouldDateByTheTimeZone() throws Exception {
        RestoreFilter nextDay = new RestoreFilter(ANY, ANY, ANY, DAY.plusDays(1), DAY.plusDays(1));

        assertThat(chosen(nextDay, "Europe/Berlin", Rewritten.record(EVENT))).isTrue();
        assertThat(chosen(nextDay, "UTC", Rewritten.record(EVENT))).isFalse();
    }

    @Test
    void shouldNotChooseAnUndatedEventByDate() throws Exception {
        String undated = EVENT.replace("1618788600", "\"soon\"");

        assertThat(chosen(new RestoreFilter(ANY, ANY, ANY, LocalDate.MIN, null), undated))
                .isFalse();
        assertThat(chosen(new RestoreFilter(ANY, ANY, ANY, null, LocalDate.MAX), undated))
                .isFalse();
        assertThat(chosen(new RestoreFilter(List.of("alice"), ANY, ANY, null, null), undated))
                .isTrue();
    }

    @Test
    void shouldDateAnEventByItsRecordsTimestamp() throws Exception {
        SourceRecord undated = Rewritten.record(EVENT.replace("1618788600", "\"soon\""));
        SourceRecord stamped = new SourceRecord(null, undated.value(), undated.headers(), 1_618_788_600_000L, 0, 0);

        assertThat(chosen(new RestoreFilter(ANY, ANY, ANY, DAY, DAY), "UTC", stamped))
                .isTrue();
    }

    @Test
    void shouldRequireEveryCriterion() throws Exception {
        RestoreFilter choice =
                new RestoreFilter(List.of("alice", "bob"), List.of("Signed up"), List.of("p1"), DAY, DAY);

        assertThat(chosen(choice, EVENT)).isTrue();
        assertThat(chosen(choice, EVENT.replace("alice", "bob"))).isTrue();
        assertThat(chosen(choice, EVENT.replace("alice", "carol"))).isFalse();
        assertThat(chosen(choice, EVENT.replace("Signed up", "Signed off"))).isFalse();
        assertThat(chosen(choice, EVENT.replace("p1", "p2"))).isFalse();
        assertThat(chosen(choice, EVENT.replace("1618788600", "1618790400"))).isFalse();
    }

    private static boolean chosen(RestoreFilter choice, String original) throws Exception {
        return chosen(choice, "UTC", Rewritten.record(original));
    }

    private static boolean chosen(RestoreFilter choice, String zone, SourceRecord record) throws Exception {
        Outcome total = new Restorer(Rewritten.spec(choice, zone)).restore(record);
        assertThat(total).isIn(RESTORED, NOT_CHOSEN);
        return total == RESTORED;
    }
}
