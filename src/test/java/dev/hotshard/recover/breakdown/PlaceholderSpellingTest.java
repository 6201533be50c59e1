package dev.hotshard.recover.breakdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings of placeholders, and real ids that resemble them. */
class PlaceholderSpellingTest {

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
    void shouldRecognizeSpellingsSeenInTheWild(String id) {
        assertThat(Placeholders.describe(id)).isEqualTo("'" + id.strip() + "' is a placeholder");
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
    void shouldNotRecognizeRealIds(String id) {
        assertThat(Placeholders.describe(id)).isNull();
    }
}
