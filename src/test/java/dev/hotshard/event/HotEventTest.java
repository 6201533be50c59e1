package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotEventTest {

    private final EventScanner scanner = new EventScanner("token");

    @Test
    void shouldRewriteNameAndIdAndNothingElse() {
        assertThat(rewrite("""
                { "event" : "Signed up" , "properties": {"time": 1618716477000, "distinct_id" : \
                "hotshard@mixpanel.com", \
                "$insert_id": "36a92782"}, "x": 1.50 }""")).isEqualTo("""
                { "event" : "$hotshard_events" , "properties": {"time": 1618716477000, "distinct_id" : "",\
                "mp_original_event_name":"Signed up","mp_original_distinct_id":"hotshard@mixpanel.com", \
                "$insert_id": "36a92782"}, "x": 1.50 }""");
    }

    @Test
    void shouldRewriteEventsWithPropertiesFirst() {
        assertThat(rewrite("{\"properties\":{\"distinct_id\":1e2},\"event\":{\"a\": [1]}}"))
                .isEqualTo("{\"properties\":{\"distinct_id\":\"\",\"mp_original_event_name\":{\"a\": [1]},"
                        + "\"mp_original_distinct_id\":1e2},\"event\":\"$hotshard_events\"}");
    }

    @Test
    void shouldRestoreEveryEventByteForByte() {
        HostileJson json = new HostileJson(Seed.random(getClass()), "token");
        int rewritten = 0;
        while (rewritten < 10_000) {
            Event event = Events.read(Events.record(json.nextObject()));
            if (event != null && event.key() != null && !event.hasReservedProperty()) {
                byte[] hot = HotEvent.rewrite(event);
                assertThat(hot).hasSize((int) HotEvent.rewrittenLength(event));
                assertThat(HotEvent.restore(hot, scanner)).isEqualTo(event.value());
                assertThat(Events.read(Events.record(hot)).key())
                        .as("is never counted again")
                        .isNull();
                rewritten++;
            }
        }
    }

    @Test
    void shouldRestoreAnEventWhoseNameIsNestedAsDeepAsAllowed() {
        String value = "{\"event\":" + "[".repeat(999) + "]".repeat(999) + ",\"properties\":{\"distinct_id\":1}}";

        assertThat(HotEvent.restore(bytes(rewrite(value)), scanner)).isEqualTo(bytes(value));
    }

    @Test
    void shouldRestoreUnderAnyProjectProperty() {
        byte[] hot = bytes(rewrite(Events.value("alice")));

        assertThat(HotEvent.restore(hot, new EventScanner("other"))).isEqualTo(bytes(Events.value("alice")));
    }

    /** A rewritten value and the expected original; {@code '} stands for {@code "}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Another order, other members in between, an id made up by the store, or none.
                "{'properties':{'mp_original_distinct_id':'a','distinct_id':'','x':1,"
                        + "'mp_original_event_name':'e'},'event':'$hotshard_events'}"
                        + "|{'properties':{'distinct_id':'a','x':1},'event':'e'}",
                "{'event':'$hotshard_events','properties':{'mp_original_event_name':'e',"
                        + "'mp_original_distinct_id':1e2,'distinct_id':'$device:9'}}"
                        + "|{'event':'e','properties':{'distinct_id':1e2}}",
                "{'event':'$hotshard_events','properties':{'x':{},'mp_original_event_name':[1],"
                        + "'mp_original_distinct_id':'a'}}"
                        + "|{'event':[1],'properties':{'x':{},'distinct_id':'a'}}",
                "{'event':'$hotshard_events','properties':{'mp_original_event_name':'e','mp_original_distinct_id':'a'}}"
                        + "|{'event':'e','properties':{'distinct_id':'a'}}",
                "{'event':'$hotshard_events','properties':{'mp_original_distinct_id':'a','mp_original_event_name':'e'}}"
                        + "|{'event':'e','properties':{'distinct_id':'a'}}",
                "{'event':'$hotshard_events','properties':{'mp_original_distinct_id':'a','x':1,"
                        + "'mp_original_event_name':'e','distinct_id':null}}"
                        + "|{'event':'e','properties':{'x':1,'distinct_id':'a'}}",
                // White space and escapes.
                "{ 'event' : '\\u0024hotshard_events' , 'properties' : { 'mp_original_event_name' : 'e' , "
                        + "'time' : 1 , 'distinct_id' : '' , "
                        + "'mp_original\\u005fdistinct_id' : 'a' } }|{ 'event' : 'e' , 'properties' : { 'time' "
                        + ": 1 , 'distinct_id' : 'a'  } }",
                "{'event':'$hotshard_events','properties':{'time':1,\t'mp_original_distinct_id':\t'\\u0061',"
                        + "\t'mp_original_event_name':'e',\t'distinct_id':''}}"
                        + "|{'event':'e','properties':{'time':1,\t'distinct_id':'\\u0061'}}"
            })
    void shouldRestoreTheMeaningOfARespelledEvent(String rewritten, String original) {
        assertThat(HotEvent.restore(bytes(rewritten.replace('\'', '"')), scanner))
                .asString()
                .isEqualTo(original.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "nonsense",
                "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"a\"}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\"}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\"}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_distinct_id\":\"a\"}}",
                "{\"event\":\"$hotshard_events\",\"mp_original_event_name\":\"e\","
                        + "\"mp_original_distinct_id\":\"a\",\"properties\":{\"distinct_id\":\"\"}}",
                "{\"event\":\"$hotshard_record\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":\"a\"}}",
                // Exempt events are never rewritten: no id, an unusable one, a reserved name or property.
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":\"\"}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":null}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"$hotshard_events\",\"mp_original_distinct_id\":1}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"$hotshard_record\",\"mp_original_distinct_id\":1}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"mp_original_event_name\":0,"
                        + "\"distinct_id\":\"\",\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":1}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":1,\"distinct_id\":\"\"}}",
                "{\"event\":\"$hotshard_events\",\"properties\":{\"distinct_id\":\"\","
                        + "\"mp_original_event_name\":\"e\",\"mp_original_distinct_id\":1}},"
            })
    void shouldNotRestoreWhatWasNeverRewritten(String value) {
        assertThat(HotEvent.restore(bytes(value), scanner)).isNull();
    }

    private static String rewrite(String value) {
        return new String(HotEvent.rewrite(Events.read(value)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
