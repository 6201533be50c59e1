package dev.hotshard.recover;

import static dev.hotshard.recover.Outcome.DEAD_LETTERS;
import static dev.hotshard.recover.Outcome.RESTORED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.InsertId;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.RestoreFilters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestorerTest {

    private static final String ORIGINAL =
            "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"a\",\"user\":17,\"$insert_id\":\"i\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'event':'e','properties':{'distinct_id':'a'}}                                                 "
                        + "      | NOT_REWRITTEN",
                "{'event':'$hotshard_record','properties':{'mp_original_event_name':1,"
                        + "'mp_original_distinct_id':1}}   | NOT_REWRITTEN",
                "{'event':'e','properties':{'distinct_id':'a','distinct_id':'a'}}                               "
                        + "      | NOT_REWRITTEN",
                "{}                                                                                             "
                        + "      | NOT_REWRITTEN",
                "[]                                                                                             "
                        + "      | NOT_REWRITTEN",
                "'text'                                                                                         "
                        + "      | NOT_REWRITTEN",
                "{'event':'$hotshard_events','properties':{'distinct_id':''}}                                   "
                        + "      | UNUSABLE",
                "{'event':'$hotshard_events'}                                                                   "
                        + "      | UNUSABLE",
                "{'event':'$hotshard_events','properties':{'mp_original_event_name':1,"
                        + "'mp_original_distinct_id':''}}  | UNUSABLE",
                "{'event':'$hotshard_events','properties':{'distinct_id':'','mp_original_event_name':1,"
                        + "'mp_original_distinct_id':1,'time':1,'time':2}} | UNUSABLE",
                "{'event':'$hotshard_events','properties':{'distinct_id':'','mp_original_event_name':1,"
                        + "'mp_original_distinct_id':1}} | RESTORED",
                "{'event':'$hotshard_events','properties':{'distinct_id':'','mp_original_event_name':1,"
                        + "'mp_original_distinct_id':1}}, | DEAD_LETTERS",
                "nonsense                                                                                       "
                        + "      | DEAD_LETTERS"
            })
    void shouldGiveEveryRecordOneOutcome(String value, Outcome expected) throws Exception {
        assertThat(new Restorer(Rewritten.spec(RestoreFilters.ALL)).restore(Rewritten.plain(value.replace('\'', '"'))))
                .isEqualTo(expected);
    }

    @Test
    void shouldGiveTheReasonForADeadLetter() throws Exception {
        Restorer restorer = new Restorer(Rewritten.spec(RestoreFilters.ALL));

        assertThat(restorer.restore(Rewritten.plain((byte[]) null))).isEqualTo(DEAD_LETTERS);
        assertThat(restorer.rejection().reason()).isEqualTo(Reason.NULL_VALUE);
        assertThat(restorer.restore(Rewritten.plain(new byte[] {'"', (byte) 0xff, '"'})))
                .isEqualTo(DEAD_LETTERS);
        assertThat(restorer.rejection().reason()).isEqualTo(Reason.INVALID_UTF8);
        assertThat(restorer.restore(Rewritten.plain("{"))).isEqualTo(DEAD_LETTERS);
        assertThat(restorer.rejection().reason()).isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void shouldRestoreTheOriginalEvent() throws Exception {
        Restorer restorer = new Restorer(Rewritten.spec(RestoreFilters.ALL));
        SourceRecord record = Events.record(Rewritten.record(ORIGINAL).value());

        assertThat(restorer.restore(record)).isEqualTo(RESTORED);
        assertThat(restorer.event()).usingRecursiveComparison().isEqualTo(Events.read(ORIGINAL));
        assertThat(restorer.idReplaced()).isFalse();
    }

    /** Members with the property {@code user} among them, and the id taken from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'user':17                 | 17          | true",
                "'user':1e2                | 1e2         | true",
                "'user':'1e2'              | '1e2'       | true",
                "'us\\u0065r':'\\u0061'    | '\\u0061'   | true",
                "'user':'a'                | 'a'         | true",
                "'x':{'user':17}           | 'a'         | false",
                "'User':17                 | 'a'         | false",
                "'user':null               | 'a'         | false",
                "'user':''                 | 'a'         | false",
                "'user':true               | 'a'         | false",
                "'user':{'id':1}           | 'a'         | false",
                "'user':[1]                | 'a'         | false",
                "'user':17,'user':17       | 'a'         | false",
                "'user':17,'\\u0075ser':18 | 'a'         | false"
            })
    void shouldTakeTheIdFromAPropertyAsSpelled(String property, String id, boolean replaced) throws Exception {
        String before = ("'distinct_id':'a',%s,'time':1").formatted(property).replace('\'', '"');
        Restorer restorer = new Restorer(Rewritten.idFrom("user"));

        assertThat(restorer.restore(Rewritten.withProperties(before))).isEqualTo(RESTORED);
        assertThat(Rewritten.text(restorer.event()))
                .isEqualTo(("{'event':'e','properties':{'distinct_id':%s,%s,'time':1}}")
                        .formatted(id, property)
                        .replace('\'', '"'));
        assertThat(restorer.idReplaced()).isEqualTo(replaced);
    }

    @Test
    void shouldCountAnEventByItsNewId() throws Exception {
        String properties = "\"time\":0,\"distinct_id\":\"a\",\"token\":\"p\",\"user\":17";
        Restorer restorer = new Restorer(Rewritten.idFrom("user"));
        restorer.restore(Rewritten.withProperties(properties));

        assertThat(restorer.event().key()).isEqualTo(Rewritten.event("17", 0).key());
    }

    @Test
    void shouldChooseByTheOriginalId() throws Exception {
        RestoreSpec spec = Rewritten.idFrom("user");
        RestoreFilter seventeen = new RestoreFilter(List.of("17"), List.of(), List.of(), null, null);

        assertThat(new Restorer(new RestoreSpec(spec.keySpec(), seventeen, "user", null, false))
                        .restore(Rewritten.record(ORIGINAL)))
                .isEqualTo(Outcome.NOT_CHOSEN);
    }

    @Test
    void shouldDeriveTheInsertIdFromTheOriginal() throws Exception {
        String derived = new String(new InsertId("hotshard").derive(Events.read(ORIGINAL)), UTF_8);
        Restorer keepsId = new Restorer(Rewritten.derive(null));
        Restorer replacesId = new Restorer(Rewritten.derive("user"));
        keepsId.restore(Rewritten.record(ORIGINAL));
        replacesId.restore(Rewritten.record(ORIGINAL));

        assertThat(Rewritten.text(keepsId.event())).isEqualTo(ORIGINAL.replace("\"i\"", derived));
        assertThat(keepsId.idReplaced()).isFalse();
        assertThat(Rewritten.text(replacesId.event()))
                .isEqualTo(ORIGINAL.replace("\"i\"", derived).replace("\"a\"", "17"));
        assertThat(replacesId.idReplaced()).isTrue();
    }

    @Test
    void shouldAddAMissingInsertId() throws Exception {
        Restorer restorer = new Restorer(Rewritten.derive(null));
        restorer.restore(Rewritten.withProperties("\"distinct_id\":\"a\""));

        assertThat(Rewritten.text(restorer.event()))
                .matches("\\{\"event\":\"e\",\"properties\":\\{\"distinct_id\":\"a\","
                        + "\"\\$insert_id\":\"[0-9a-f]{32}\"}}");
    }

    @Test
    void shouldCarryNothingOverToTheNextEvent() throws Exception {
        Restorer restorer = new Restorer(Rewritten.idFrom("user"));
        restorer.restore(Rewritten.record(ORIGINAL));
        restorer.restore(Rewritten.withProperties("\"distinct_id\":\"b\""));

        assertThat(restorer.idReplaced()).isFalse();
        assertThat(Rewritten.text(restorer.event())).contains("\"b\"");
    }
}
