package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckCommandTest {

    private static final String BOT_7 =
            "{\"event\":\"A\",\"properties\":{\"distinct_id\":\"bot-7\",\"token\":\"p1\",\"time\":1795867200}}";

    @TempDir
    private Path folder;

    private String rules;

    @BeforeEach
    void writeRules() throws IOException {
        rules = file("""
                {"id":"bot","match":{"project":"p1","distinct_id":"bot-7"},"threshold":1000,"mode":"salt","salts":16}
                {"id":"all","match":{},"mode":"observe"}
                {"id":"bots","match":{"distinct_id_prefix":"bot-"},"mode":"pass"}
                {"id":"import","match":{"header":{"name":"source","value":"import"},"event":"A"},"mode":"divert"}
                """);
    }

    @Test
    void shouldShowTheRuleOfEachEvent() {
        CommandRun run = check(
                rules,
                BOT_7,
                BOT_7.replace("bot-7", "bot-8"),
                BOT_7.replace("bot-7", "ann\u202e"),
                "{\"event\":\"A\",\"properties\":{}}");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                        event 1, bot-7 on 2026-11-28: rule bot applies: salt over 16 keys, threshold 1,000
                            all matches too, but bot names the id
                            bots matches too, but bot names the id
                            import is for records with the header source: import
                        event 2, bot-8 on 2026-11-28: rule bots applies: pass, not counted
                            all matches too, but bots names a prefix of the id
                            bot is for the id bot-7
                            import is for records with the header source: import
                        event 3, ann\\u202e on 2026-11-28: rule all applies: observe, the job's threshold
                            bot is for the id bot-7
                            bots is for ids that begin with bot-
                            import is for records with the header source: import
                        event 4: no rule applies, since it is never counted (NO_ID)
                        """);
    }

    @Test
    void shouldMatchHeaders() {
        CommandRun run = check(rules, "--header", "source=import", BOT_7.replace("bot-7", "ann"));

        assertThat(run.out())
                .startsWith("event 1, ann on 2026-11-28: rule import applies: divert, the job's threshold");
    }

    @Test
    void shouldPrintOneObjectPerEvent() {
        CommandRun run = check(rules, "--json", BOT_7, "[]", "{}");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"event\":1,\"distinct_id\":\"bot-7\",\"event_date\":\"2026-11-28\",\"rule\":\"bot\","
                                + "\"mode\":\"salt\",\"threshold\":1000,\"others\":{"
                                + "\"all\":\"matches too, but bot names the id\","
                                + "\"bots\":\"matches too, but bot names the id\","
                                + "\"import\":\"is for records with the header source: import\"}}",
                        "{\"event\":2,\"rejected\":\"NOT_AN_OBJECT: the value is JSON, but no object\"}",
                        "{\"event\":3,\"uncounted\":\"NO_EVENT\"}");
    }

    @Test
    void shouldCheckTheRulesWithoutEvents() {
        CommandRun run = check(rules);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("4 rules, all valid\n");
    }

    @Test
    void shouldRefuseAFileWithAllItsProblems() throws IOException {
        String wrong =
                file("{\"id\":\"a\",\"match\":{}}\n{\"id\":\"a\",\"match\":{}}\n{\"id\":\"b\",\"mode\":\"x\"}\n");
        CommandRun run = check(wrong, BOT_7);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        wrong + ", line 2: the id of another rule of the file",
                        wrong + ", line 3: match is missing; {} matches all events",
                        wrong + ", line 3: mode: expected rewrite, pass, observe, salt, divert, sample or limit");
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        CommandRun run = check(folder.resolve("none").toString(), BOT_7);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("hotshard rules check: cannot read the rules of ");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rules", ".ndjson"), content)
                .toString();
    }

    private static CommandRun check(String rules, String... more) {
        List<String> words = new ArrayList<>(List.of("rules", "check", "--rules", rules));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }
}
