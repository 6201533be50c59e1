package dev.hotshard.recover.breakdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @Test
    void shouldRecognizeEveryListedOneInAnyCaseAndWithSpaceAround() {
        assertThat(Placeholders.ALL).doesNotHaveDuplicates().allSatisfy(text -> {
            assertThat(Placeholders.describe(text)).isEqualTo("'" + text + "' is a placeholder");
            assertThat(Placeholders.describe(" " + text.toUpperCase() + "\t\n")).endsWith("is a placeholder");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id",
                "distinct_id",
                "0",
                "-1",
                "null",
                "undefined",
                "none",
                "nil",
                "NaN",
                "anonymous",
                "anon",
                "guest",
                "unknown",
                "test",
                "true",
                "false",
                "[object Object]",
                "00000000-0000-0000-0000-000000000000",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                "  "
            })
    void shouldRecognizeWhatClientsSendForNobody(String id) {
        assertThat(Placeholders.describe(id)).isNotNull();
    }

    @Test
    void shouldNameTheQuotedPlaceholderBehindAHash() throws Exception {
        for (String quoted : new String[] {"\"null\"", "'undefined'", "\"USER_ID\""}) {
            for (String algorithm : new String[] {"MD5", "SHA-1", "SHA-256"}) {
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(quoted.getBytes(UTF_8)));

                assertThat(Placeholders.describe(hash))
                        .isEqualTo("the " + algorithm + " of '" + quoted + "', a placeholder");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "d41d8cd98f00b204e9800998ecf8427e, the MD5 of the empty text",
        "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709, the SHA-1 of the empty text",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, the SHA-256 of the empty text",
        "37a6259cc0c1dae299a7866489dff0bd, 'the MD5 of ''null'', a placeholder'",
        "2be88ca4242c76e8253ac62474851065032d6833, 'the SHA-1 of ''null'', a placeholder'",
        "74234E98AFE7498FB5DAF1F36AC2D78ACC339464F950703B8C019892F982B90B, 'the SHA-256 of ''null'', a placeholder'",
        "6c3e226b4d4795d518ab341b0824ec29, 'the MD5 of ''NULL'', a placeholder'"
    })
    void shouldNameThePlaceholderBehindAHash(String hash, String description) {
        assertThat(Placeholders.describe(hash)).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id_7",
                "alice",
                "-2",
                "nulls",
                "0cc175b9c0f1b6a831c399e269772661",
                "37a6259cc0c1dae299a7866489dff0b",
                "00000000-0000-0000-0000-000000000001",
                "user_id user_id"
            })
    void shouldNotRecognizeWhatMayBeSomebody(String id) {
        assertThat(Placeholders.describe(id)).isNull();
    }
}
