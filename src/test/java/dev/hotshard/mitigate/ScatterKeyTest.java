package dev.hotshard.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.HotEvent;
import dev.hotshard.testkit.generate.Events;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Pins the hash and the layout of its input: a retry must reach the shard of its first copy, however late
 * it comes. The expected values were computed with an independent implementation of XXH3 (hash-wasm 4.13.0,
 * in JavaScript) over input put together by hand: the letter S, then project, original event, original id,
 * time as spelled and insert id, or the letter V, then the whole value; each field after its length in four
 * bytes, big-endian; seeded with XXH3-64 of the hash key.
 */
class ScatterKeyTest {

    private final ScatterKey stable = ScatterMode.DEDUP.key("hotshard");

    @Test
    void shouldNeverChangeKeysOfEventsWithAnInsertId() {
        assertThat(key("""
                {"event": "Signed up", "properties": {"time": 1618716477000, "distinct_id": "alice", \
                "$insert_id": "36a92782", \
                "token": "p1", "other": 1}}""")).isEqualTo("4a3eadd32aafe865e03fba9828861b2d");
        assertThat(key("{\"event\":{\"a\":1},\"properties\":{\"distinct_id\":12.50,\"$insert_id\":7,\"token\":null}}"))
                .isEqualTo("fdd495c2a321a15a521c469e7aee0c0f");
    }

    @Test
    void shouldNeverChangeKeysOfWholeValues() {
        assertThat(key("{\"event\":\"e\",\"properties\":{\"distinct_id\":\"alice\"}}"))
                .isEqualTo("fbb4579edb033ecb94417efb44091704");
        assertThat(key("{\"x\":\"" + "y".repeat(300) + "\"}")).isEqualTo("03f1b95ca6e8d0ea7c51e36f223959c3");
    }

    @Test
    void shouldGiveARetryTheKeyOfItsFirstCopyInAnySpelling() {
        String first = key(value("\"Signed up\"", "\"alice\"", "1618716477", "\"i1\"", "\"p1\"", "1"));

        assertThat(key(value(
                        "\"Signed\\u0020up\"", "\"\\u0061lice\"", "1618716477", "\"\\u00691\"", "\"p\\u0031\"", "2")))
                .isEqualTo(first);
    }

    @Test
    void shouldDependOnEachField() {
        Set<String> keys = new HashSet<>();
        keys.add(key(value("\"e\"", "\"a\"", "1", "\"i\"", "\"p\"", "1")));
        keys.add(key(value("\"f\"", "\"a\"", "1", "\"i\"", "\"p\"", "1")));
        keys.add(key(value("\"e\"", "\"b\"", "1", "\"i\"", "\"p\"", "1")));
        keys.add(key(value("\"e\"", "\"a\"", "1.0", "\"i\"", "\"p\"", "1")));
        keys.add(key(value("\"e\"", "\"a\"", "1", "\"j\"", "\"p\"", "1")));
        keys.add(key(value("\"e\"", "\"a\"", "1", "\"i\"", "\"q\"", "1")));

        assertThat(keys).hasSize(6);
    }

    @Test
    void shouldHashTheWholeValueIfThereIsNoInsertId() {
        for (String none : new String[] {"null", "\"\"", "true", "[1]"}) {
            assertThat(key(value("\"e\"", "\"a\"", "1", none, "\"p\"", "1")))
                    .as(none)
                    .isNotEqualTo(key(value("\"e\"", "\"a\"", "1", none, "\"p\"", "2")));
        }
    }

    @Test
    void shouldHashTheWholeValueIfThereIsNoEvent() {
        assertThat(key("{\"properties\":{\"$insert_id\":\"i\",\"x\":1}}"))
                .isNotEqualTo(key("{\"properties\":{\"$insert_id\":\"i\",\"x\":2}}"));
    }

    @Test
    void shouldGiveARewrittenEventTheKeyOfItsOriginal() {
        Event hot = Events.read(value("\"Signed up\"", "1.50", "1618716477", "\"i1\"", "\"p1\"", "1"));
        Event again = Events.read(Events.record(HotEvent.rewrite(hot)));

        assertThat(stable.of(again)).isEqualTo(stable.of(hot));
    }

    @Test
    void shouldDependOnTheHashKey() {
        Event event = Events.read(Events.value("alice"));

        assertThat(ScatterMode.DEDUP.key("another key").of(event)).isNotEqualTo(stable.of(event));
    }

    @Test
    void shouldScatterIdenticalCopiesByRandomKeys() {
        ScatterKey random = ScatterMode.RANDOM.key("hotshard");
        Event event = Events.read(Events.value("alice"));
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            keys.add(text(random.of(event)));
        }

        assertThat(keys).hasSize(1000).allMatch(key -> key.matches("[0-9a-f]{32}"));
    }

    private String key(String value) {
        return text(stable.of(Events.read(value)));
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.US_ASCII);
    }

    private static String value(String event, String id, String time, String insertId, String token, String other) {
        return "{\"event\":%s,\"properties\":{\"distinct_id\":%s,\"time\":%s,\"$insert_id\":%s,\"token\":%s,\"x\":%s}}"
                .formatted(event, id, time, insertId, token, other);
    }
}
