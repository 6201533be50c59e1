package dev.hotshard.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotshard.event.Mode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleJsonTest {

    @Test
    void shouldReadEveryMember() throws Exception {
        Rule rule = read("""
                {"id":"checkout-bot","match":{"project":"p1","distinct_id":"bot-7","event":"Ping",
                 "header":{"name":"source","value":"import"}},
                 "threshold":1000,"mode":"salt","salts":16,"warn_at":[0.5, 0.8],"alert":false,"from":"2026-11-27",
                 "until":"2026-12-31","note":"ticket 4711","by":"ann","at":"2026-11-28T10:00:00Z"}""");
        assertThat(rule)
                .isEqualTo(new Rule(
                        "checkout-bot",
                        new RuleMatch("p1", "bot-7", null, "Ping", new RuleMatch.Header("source", "import")),
                        1000L,
                        new Mode.Salt(16),
                        List.of(0.5, 0.8),
                        false,
                        LocalDate.of(2026, 11, 27),
                        LocalDate.of(2026, 12, 31),
                        "ticket 4711",
                        "ann",
                        "2026-11-28T10:00:00Z"));
    }

    @Test
    void shouldNeedOnlyIdAndMatch() throws Exception {
        assertThat(read("{\"id\":\"r\",\"match\":{}}"))
                .isEqualTo(new Rule(
                        "r",
                        new RuleMatch(null, null, null, null, null),
                        null,
                        Mode.REWRITE,
                        null,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"alice\"       | alice",
                "\"\\u0061lice\" | alice",
                "1e2             | 1e2",
                "-0.50           | -0.50",
            })
    void shouldCompareIdsAsEventsDo(String spelled, String text) throws Exception {
        assertThat(read("{\"id\":\"r\",\"match\":{\"distinct_id\":" + spelled + "}}")
                        .match()
                        .distinctId())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"mode\":\"rewrite\"`                       | Rewrite[]",
                "`\"mode\":\"pass\"`                          | Pass[]",
                "`\"mode\":\"observe\"`                       | Observe[]",
                "`\"mode\":\"salt\"`                          | Salt[salts=0]",
                "`\"mode\":\"salt\",\"salts\":\"auto\"`       | Salt[salts=0]",
                "`\"mode\":\"salt\",\"salts\":\"\\u0061uto\"`  | Salt[salts=0]",
                "`\"mode\":\"salt\",\"salts\":1`              | Salt[salts=1]",
                "`\"mode\":\"salt\",\"salts\":1024`           | Salt[salts=1024]",
                "`\"mode\":\"divert\"`                        | Divert[scatter=false]",
                "`\"mode\":\"divert\",\"scatter\":true`       | Divert[scatter=true]",
                "`\"mode\":\"sample\",\"keep_one_in\":2`      | Sample[keepOneIn=2]",
                "`\"mode\":\"sample\",\"keep_one_in\":1000000`| Sample[keepOneIn=1000000]",
                "`\"mode\":\"limit\",\"per_second\":1`        | Limit[perSecond=1]",
            })
    void shouldReadModes(String members, String mode) throws Exception {
        assertThat(read(rule(members)).mode()).hasToString(mode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"mode\":\"Rewrite\"`                    | mode: expected rewrite, pass, observe, salt, divert, sample or limit",
                "`\"mode\":null`                           | mode: expected a string",
                "`\"mode\":\"salt\",\"salts\":\"16\"`      | salts: expected \"auto\", or a power of two from 1 to 1024",
                "`\"mode\":\"salt\",\"salts\":3`           | salts: expected \"auto\", or a power of two from 1 to 1024",
                "`\"mode\":\"salt\",\"salts\":2048`        | salts: expected \"auto\", or a power of two from 1 to 1024",
                "`\"mode\":\"salt\",\"salts\":0`           | salts: expected \"auto\", or a power of two from 1 to 1024",
                "`\"mode\":\"rewrite\",\"salts\":4`        | salts has no meaning in mode rewrite",
                "`\"keep_one_in\":4`                       | keep_one_in has no meaning in mode rewrite",
                "`\"mode\":\"sample\"`                     | keep_one_in is missing: the mode needs it",
                "`\"mode\":\"sample\",\"keep_one_in\":1`   | keep_one_in: expected a whole number from 2 to 1000000",
                "`\"mode\":\"limit\"`                      | per_second is missing: the mode needs it",
                "`\"mode\":\"limit\",\"per_second\":0`     | per_second: expected a whole number from 1 to 2147483647",
                "`\"mode\":\"divert\",\"scatter\":1`       | scatter: expected true or false",
                "`\"mode\":\"pass\",\"threshold\":5`       | threshold has no meaning in mode pass, which does not count",
                "`\"threshold\":-1`                        | threshold: expected a whole number from 0 to 4611686018427387902",
                "`\"threshold\":1e3`                       | threshold: expected a whole number from 0 to 4611686018427387902",
                "`\"threshold\":\"5\"`                     | threshold: expected a whole number from 0 to 4611686018427387902",
                "`\"threshold\":99999999999999999999`      | threshold: expected a whole number from 0 to 4611686018427387902",
                "`\"warn_at\":0.5`                         | warn_at: expected an array of ascending fractions between 0 and 1",
                "`\"warn_at\":[0.8,0.5]`                   | warn_at: expected an array of ascending fractions between 0 and 1",
                "`\"warn_at\":[1]`                         | warn_at: expected an array of ascending fractions between 0 and 1",
                "`\"warn_at\":[\"0.5\"]`                   | warn_at: expected an array of ascending fractions between 0 and 1",
                "`\"alert\":\"no\"`                        | alert: expected true or false",
                "`\"from\":\"2026-02-30\"`                 | from: expected a date such as 2026-11-27",
                "`\"from\":\"+2026-02-03\"`                | from: expected a date such as 2026-11-27",
                "`\"from\":\"2026-03-02\",\"until\":\"2026-03-01\"` | until is before from",
                "`\"treshold\":5`                          | treshold is not a member of a rule",
                "`\"threshold\":5,\"thr\\u0065shold\":6`   | threshold occurs twice",
            })
    void shouldRefuseWhatIsWrong(String members, String problem) {
        assertThat(problems(rule(members))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"distinct_id\":\"a\",\"distinct_id_prefix\":\"b\"` | match has both distinct_id and distinct_id_prefix",
                "`\"distinct_id\":\"\"`      | match.distinct_id: expected a number, or a string that is not empty",
                "`\"distinct_id\":true`      | match.distinct_id: expected a number, or a string that is not empty",
                "`\"distinct_id_prefix\":1`  | match.distinct_id_prefix: expected a string",
                "`\"distinct_id_prefix\":\"\"` | match.distinct_id_prefix: expected a string that is not empty",
                "`\"event\":5`               | match.event: expected a string",
                "`\"project\":5`             | match.project: expected a string",
                "`\"user\":\"a\"`            | match.user is not a member of a rule",
                "`\"header\":\"a\"`          | match.header: expected an object",
                "`\"header\":{\"name\":\"a\"}` | match.header.value is missing",
                "`\"header\":{\"name\":\"a\",\"value\":\"b\",\"x\":1}` | match.header.x is not a member of a rule",
            })
    void shouldRefuseWrongCriteria(String criteria, String problem) {
        assertThat(problems("{\"id\":\"r\",\"match\":{" + criteria + "}}")).containsExactly(problem);
    }

    @Test
    void shouldNameAllProblemsAtOnce() {
        assertThat(problems("{\"match\":{\"user\":1},\"mode\":\"fast\",\"threshold\":-1,\"alert\":0,\"x\":0}"))
                .containsExactly(
                        "id is missing",
                        "match.user is not a member of a rule",
                        "mode: expected rewrite, pass, observe, salt, divert, sample or limit",
                        "threshold: expected a whole number from 0 to 4611686018427387902",
                        "alert: expected true or false",
                        "x is not a member of a rule");
    }

    @Test
    void shouldBoundTheLengthOfTheId() throws Exception {
        String longest = "😀".repeat(128);
        assertThat(read("{\"id\":\"" + longest + "\",\"match\":{}}").id()).isEqualTo(longest);
        for (String id : List.of("", longest + "a", "\\ud800")) {
            assertThat(problems("{\"id\":\"" + id + "\",\"match\":{}}"))
                    .containsExactly("id: expected 1 to 128 characters of Unicode");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[]`                | not a JSON object",
                "`\"a\"`             | not a JSON object",
                "`{} {}`             | not JSON: expected the end, found byte 0x7b at 3",
                "``                  | not JSON: expected a value, found the end at 0",
                "`{\"note\":[[[]]]}` | nested deeper than a rule is",
            })
    void shouldRefuseOtherJson(String json, String problem) {
        assertThat(problems(json)).containsExactly(problem);
    }

    private static String rule(String members) {
        return "{\"id\":\"r\",\"match\":{}," + members + "}";
    }

    private static Rule read(String json) throws InvalidRuleException {
        return RuleJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String json) {
        return catchThrowableOfType(InvalidRuleException.class, () -> read(json))
                .problems();
    }
}
