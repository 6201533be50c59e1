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
    void everyListedOneIsOneInAnyCaseAndWithSpaceAround() {
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
    void whatClientsSendForNobodyIsOne(String id) {
        assertThat(Placeholders.describe(id)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"null\"",
                "'undefined'",
                "not_authenticated",
                "\"'NULL'\"",
                "\u201cnull\u201d",
                "\\\"null\\\"",
                "%22null%22",
                "%2522null%2522",
                "&quot;null&quot;",
                "[null]",
                "<null>",
                "{null}",
                "((null))",
                "null,",
                "\u00a0null\u200b",
                "not-logged-in",
                "notLoggedIn",
                "NOT LOGGED IN",
                "N/A",
                "n.a.",
                "#N/A",
                "\\N",
                "\"none\"",
                "${user_id}",
                "{{ user.id }}",
                "<%= user_id %>",
                "<user-id>",
                "%USER_ID%",
                "%%user_id%%",
                "*|USER_ID|*",
                "#{userId}",
                "__USER_ID__",
                ":user_id",
                "@user_id",
                "[[distinct_id]]",
                "[object Undefined]",
                "[object Null]",
                "(not set)",
                "not-set",
                "[]",
                "{}",
                "[ ]",
                "\"\"",
                "()",
                "---",
                "...",
                "0",
                "00",
                "000000000000000",
                "\"0\"",
                "0.00",
                "{0}",
                "-0",
                "00:00:00:00:00:00",
                "ffffffff",
                "%s",
                "%1$s",
                "Optional(nil)",
                "Optional(\"null\")",
                "null null",
                "undefined undefined",
                "anonymousUser",
                "Guest-User",
                "unknown_user",
                "test@test.com",
                "\"-1\"",
                "NaN,",
                "+Infinity"
            })
    void spellingSeenInTheWildIsOne(String id) {
        assertThat(Placeholders.describe(id)).isEqualTo("'" + id.strip() + "' is a placeholder");
    }

    @Test
    void hashOfAQuotedOneTellsOfWhich() throws Exception {
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
    @ValueSource(
            strings = {
                "bob",
                "nullah",
                "Nullmeyer",
                "nonet",
                "testa",
                "Testarossa",
                "guesthouse-12",
                "user1",
                "user-7",
                "id-5",
                "anonymous_42",
                "unknown42",
                "1-2-3",
                "12-34",
                "1.2.3.4",
                "10",
                "100",
                "-10",
                "0x1f",
                "0a",
                "00000001",
                "1000000000",
                "123-456",
                "na-123",
                "defaulte",
                "empties",
                "o'null",
                "d'Example",
                "alice@example.com",
                "null@example.com",
                "test1@test.com",
                "+4915112345678",
                "5f3c1c9e-7a0f-4b56-9d7e-000000000000",
                "f",
                "ff",
                "ffff",
                "fffffffe",
                "%41%42",
                "日本語",
                "😀",
                "É",
                "trueman",
                "falsetto",
                "object-7",
                "s",
                "d",
                "i",
                "a",
                "x"
            })
    void realIdIsNone(String id) {
        assertThat(Placeholders.describe(id)).isNull();
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
    void hashOfOneTellsOfWhich(String hash, String description) {
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
    void whatMayBeSomebodyIsNone(String id) {
        assertThat(Placeholders.describe(id)).isNull();
    }
}
