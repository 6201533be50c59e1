package dev.hotshard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.Headers;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.Mode;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Seed;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the index with a matcher that reads the order of precedence from all rules, one by one. */
class RuleSetTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 28);
    private static final List<String> IDS =
            List.of("a", "ab", "abc", "abcd", "b", "bé", "b😀x", "12", "123", "\ud800q");
    private static final List<String> NAMES = List.of("", "Ping", "Pong", "é");
    private static final List<String> PROJECTS = List.of("", "p1", "p2");
    private static final List<String> RULE_IDS = List.of("\ue000", "😀", "a", "B", "b", "aa", "é", "~");

    private final EventReader reader =
            new EventReader(new KeySpec(ZoneOffset.UTC, "token", "key"), 1 << 20, System::currentTimeMillis);
    private final RuleFinder finder = new RuleFinder();

    @Test
    void shouldFindWhatAPlainMatcherFinds() {
        SplittableRandom random = Seed.random(RuleSetTest.class);
        int found = 0;
        for (int round = 0; round < 1_000; round++) {
            List<Rule> rules = rules(random);
            RuleSet set = RuleSet.of(rules);
            for (int i = 0; i < 50; i++) {
                Sample sample = Sample.random(random);
                Rule expected = plainMatch(rules, sample).orElse(null);
                assertThat(find(set, sample)).as("%s of %s", sample, rules).isEqualTo(expected);
                found += expected == null ? 0 : 1;
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void shouldFindNothingInNoRules() {
        assertThat(find(RuleSet.EMPTY, new Sample("a", "Ping", "", Headers.NONE, DATE)))
                .isNull();
    }

    private Rule find(RuleSet set, Sample sample) {
        Event event = reader.read(sample.record());
        return finder.find(
                set,
                event.value(),
                event.source().headers(),
                event.project(),
                event.distinctId(),
                event.event(),
                event.epochDay());
    }

    private static Optional<Rule> plainMatch(List<Rule> rules, Sample sample) {
        return rules.stream()
                .filter(rule -> sample.meets(rule))
                .max(Comparator.<Rule>comparingInt(rule -> rule.match().distinctId() != null
                                ? Integer.MAX_VALUE
                                : codePoints(rule.match().prefix()))
                        .thenComparing(rule -> rule.match().event() != null)
                        .thenComparing(rule -> rule.match().project() != null)
                        .thenComparing(
                                rule -> rule.id().getBytes(StandardCharsets.UTF_8),
                                (a, b) -> Arrays.compareUnsigned(b, a)));
    }

    private static int codePoints(String prefix) {
        return prefix == null ? 0 : prefix.codePointCount(0, prefix.length());
    }

    private static List<Rule> rules(SplittableRandom random) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            String id = pick(RULE_IDS, random);
            rules.put(id, rule(id, random));
        }
        List<Rule> shuffled = new ArrayList<>(rules.values());
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    private static Rule rule(String id, SplittableRandom random) {
        int kind = random.nextInt(4);
        String whole = pick(IDS, random);
        String prefix = whole.substring(0, whole.offsetByCodePoints(0, 1 + random.nextInt(codePoints(whole))));
        RuleMatch match = new RuleMatch(
                random.nextInt(3) == 0 ? pick(PROJECTS, random) : null,
                kind == 0 ? whole : null,
                kind == 1 || kind == 2 ? prefix : null,
                random.nextInt(3) == 0 ? pick(NAMES, random) : null,
                random.nextInt(6) == 0 ? new RuleMatch.Header("h", random.nextBoolean() ? "v" : "w") : null);
        LocalDate from = random.nextInt(6) == 0 ? DATE.plusDays(random.nextInt(-1, 2)) : null;
        LocalDate until = random.nextInt(6) == 0 ? DATE.plusDays(random.nextInt(-1, 2)) : null;
        return new Rule(id, match, 5L, Mode.REWRITE, null, true, from, until, null, null, null);
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    /** An event; the id may be a number, and the name may be one that no rule can match. */
    private record Sample(String id, String event, String project, Headers headers, LocalDate date) {

        static Sample random(SplittableRandom random) {
            Headers headers = random.nextInt(3) > 0
                    ? Headers.NONE
                    : Headers.NONE.with("h", random.nextBoolean() ? "v" : "x").with("h", "w");
            return new Sample(
                    pick(IDS, random),
                    random.nextInt(5) == 0 ? null : pick(NAMES, random),
                    pick(PROJECTS, random),
                    headers,
                    DATE.plusDays(random.nextInt(-1, 2)));
        }

        boolean meets(Rule rule) {
            RuleMatch match = rule.match();
            return (match.project() == null || match.project().equals(project))
                    && (match.distinctId() == null || match.distinctId().equals(id))
                    && (match.prefix() == null || id.startsWith(match.prefix()))
                    && (match.event() == null || match.event().equals(event))
                    && (match.header() == null || hasHeader(match.header()))
                    && (rule.from() == null || !date.isBefore(rule.from()))
                    && (rule.until() == null || !date.isAfter(rule.until()));
        }

        private boolean hasHeader(RuleMatch.Header wanted) {
            for (int i = 0; i < headers.size(); i++) {
                if (headers.name(i).equals(wanted.name())
                        && new String(headers.value(i), StandardCharsets.UTF_8).equals(wanted.value())) {
                    return true;
                }
            }
            return false;
        }

        SourceRecord record() {
            String name = event == null ? "17" : json(event);
            String distinctId = id.matches("[0-9]+") ? id : json(id);
            String value = "{\"event\":" + name + ",\"properties\":{\"time\":"
                    + date.atStartOfDay(ZoneOffset.UTC).toEpochSecond() + ",\"distinct_id\":" + distinctId
                    + (project.isEmpty() ? "" : ",\"token\":" + json(project)) + "}}";
            return new SourceRecord(
                    null, value.getBytes(StandardCharsets.UTF_8), headers, SourceRecord.NO_TIMESTAMP, 0, 0);
        }

        private static String json(String text) {
            StringBuilder json = new StringBuilder("\"");
            text.chars().forEach(c -> json.append(c > 126 ? "\\u%04x".formatted(c) : Character.toString(c)));
            return json.append('"').toString();
        }
    }
}
