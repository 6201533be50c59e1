package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Events;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIdsTest {

    /** The event, a new id, a new insert id, and the event with them; {@code '} stands for {@code "}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{'event':1,'properties':{'distinct_id':'a','$insert_id':'i'}} | -  | -  | "
                        + "{'event':1,'properties':{'distinct_id':'a','$insert_id':'i'}}",
                "{'event':1,'properties':{'distinct_id':'a','$insert_id':'i'}} | 12 | -  | "
                        + "{'event':1,'properties':{'distinct_id':12,'$insert_id':'i'}}",
                "{'event':1,'properties':{'distinct_id':'a','$insert_id':'i'}} | -  |'j' | "
                        + "{'event':1,'properties':{'distinct_id':'a','$insert_id':'j'}}",
                "{'event':1,'properties':{'$insert_id':'i','distinct_id':'a'}} |'b' |'j' | "
                        + "{'event':1,'properties':{'$insert_id':'j','distinct_id':'b'}}",
                "{'event':1,'properties':{'distinct_id': 'a' ,'x':[1]}}        | -  |'j' | "
                        + "{'event':1,'properties':{'distinct_id': 'a','$insert_id':'j' ,'x':[1]}}",
                "{'properties':{'x':0,'distinct_id':7},'event':1}              |'b' |'j' | "
                        + "{'properties':{'x':0,'distinct_id':'b','$insert_id':'j'},'event':1}",
                "{'event':1,'properties':{'$insert_id':{'a':'}'},'distinct_id':7}} | - |'j' | "
                        + "{'event':1,'properties':{'$insert_id':'j','distinct_id':7}}"
            })
    void shouldReplaceIdsAndNothingElse(String value, String id, String insertId, String expected) {
        assertThat(Events.read(json(value)).withIds(bytes(id), bytes(insertId)))
                .asString(UTF_8)
                .isEqualTo(json(expected));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static byte[] bytes(String json) {
        return json == null ? null : json(json).getBytes(UTF_8);
    }
}
