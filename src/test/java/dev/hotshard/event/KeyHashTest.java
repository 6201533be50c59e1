package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Pins the hash and the layout of its input: counts kept in state are lost if either changes. The expected
 * values were computed with an independent implementation of XXH3 (hash-wasm 4.13.0, in JavaScript) over
 * input put together by hand: the letter C, then project and id, each after its length in four bytes,
 * big-endian, then the days since 1970-01-01 in four bytes; seeded with XXH3-64 of the hash key.
 */
class KeyHashTest {

    private static final long DAY_18734 = 18734L * 86_400;

    @Test
    void shouldNeverChangeCounterKeys() {
        assertThat(key("hotshard", "\"p1\"", "\"alice\"", DAY_18734)).isEqualTo("0cbbdefbdd4cb8787195d930dc440bb4");
        assertThat(key("hotshard", "null", "123", -1)).isEqualTo("eaaeafeddf7ae242ad521aff4c608395");
        assertThat(key("hotshard", "\"p1\"", "\"\\ud800\"", DAY_18734)).isEqualTo("2af2d36c941e6bd55e91eea8bb8f8719");
        assertThat(key("another key", "\"p1\"", "\"😀\"", DAY_18734)).isEqualTo("34553eaf96f293acec28a9a748910299");
        assertThat(key("hotshard", "\"p1\"", '"' + "x".repeat(5000) + '"', DAY_18734))
                .isEqualTo("f2e483f03f91aae01b276d9ea7bd760a");
    }

    @Test
    void shouldHideTheHashKeyInItsFingerprint() {
        KeySpec spec = new KeySpec(ZoneId.of("UTC"), "token", "hotshard");

        assertThat(spec.fingerprint()).containsEntry("hotshard.hash-secret", "(hash 88d2bc2d5e502f10145233a780c30bfc)");
        assertThat(spec.toString()).doesNotContain("hotshard");
    }

    @Test
    void shouldHashAllSpellingsOfAKeyAlike() {
        String key = key("k", "\"123\"", "\"alice\"", DAY_18734);

        assertThat(key("k", "123", "\"\\u0061lic\\u0065\"", DAY_18734 + 86_399)).isEqualTo(key);
        assertThat(key("k", "\"\\u00312\\u0033\"", "\"alice\"", DAY_18734)).isEqualTo(key);
    }

    @Test
    void shouldTellKeysApartByEachField() {
        Set<String> keys = new HashSet<>();
        String[] projects = {"\"p\"", "\"pi\"", "\"\"", "1", "1.0"};
        String[] ids = {"\"d\"", "\"id\"", "100", "1e2", "\"\\ud800\"", "\"\\udc00\"", "\"?\"", "\"\ufffd\""};
        for (String project : projects) {
            for (String id : ids) {
                for (String hashKey : new String[] {"", "k", "k2"}) {
                    keys.add(key(hashKey, project, id, 0));
                    keys.add(key(hashKey, project, id, -1));
                }
            }
        }
        assertThat(keys).hasSize(projects.length * ids.length * 3 * 2);
    }

    @Test
    void shouldTreatAnUnusableProjectAsEmpty() {
        String empty = key("k", "\"\"", "\"a\"", 0);

        for (String project : new String[] {"null", "true", "[]", "{\"a\":1}"}) {
            assertThat(key("k", project, "\"a\"", 0)).isEqualTo(empty);
        }
    }

    @Test
    void shouldForgetInputBeforeBegin() {
        KeyHash hash = new KeyHash("k");
        String alone = hash.begin((byte) 'A').number(7).to(Hex::digits);
        hash.begin((byte) 'B').bytes(new byte[10_000], 0, 10_000);

        assertThat(hash.begin((byte) 'A').number(7).to(Hex::digits)).isEqualTo(alone);
    }

    private static String key(String hashKey, String project, String id, long seconds) {
        String value = "{\"event\":\"e\",\"properties\":{\"token\":%s,\"distinct_id\":%s,\"time\":%d}}"
                .formatted(project, id, seconds);
        EventReader reader = new EventReader(new KeySpec(ZoneId.of("UTC"), "token", hashKey), 1 << 20, () -> 0);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return reader.read(new SourceRecord(null, bytes, Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0))
                .key()
                .toHex();
    }
}
