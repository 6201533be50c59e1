package dev.hotshard.rules;

import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a rule applies to an event, and if not, why. For people; {@link RuleFinder} is the fast way.
 *
 * @param rule the rule
 * @param reason why it does not apply; null if it does
 */
public record RuleVerdict(Rule rule, String reason) {

    /** Whether the rule is the one that applies. */
    public boolean applies() {
        return reason == null;
    }

    /**
     * Judges each rule, in the order of their ids.
     *
     * @param rules rules of different ids
     * @param event an event that is counted
     */
    public static List<RuleVerdict> of(Collection<Rule> rules, Event event) {
        byte[] value = event.value();
        Rule winner = new RuleFinder()
                .find(
                        RuleSet.of(rules),
                        value,
                        event.source().headers(),
                        event.project(),
                        event.distinctId(),
                        event.event(),
                        event.epochDay());
        return rules.stream()
                .sorted(Comparator.comparing(Rule::id, RuleSet::compare))
                .map(rule -> new RuleVerdict(rule, rule == winner ? null : reason(rule, winner, event)))
                .toList();
    }

    private static String reason(Rule rule, Rule winner, Event event) {
        String mismatch = mismatch(rule, event);
        return mismatch != null ? mismatch : "matches too, but " + winner.id() + " " + advantage(rule, winner);
    }

    private static String mismatch(Rule rule, Event event) {
        byte[] value = event.value();
        RuleMatch match = rule.match();
        Headers headers = event.source().headers();
        byte[] id = JsonText.bytes(value, event.distinctId());
        if (!rule.holdsOn(event.epochDay())) {
            return "does not hold on " + event.date();
        }
        long project = JsonText.isName(value, event.project()) ? event.project() : Span.NONE;
        if (match.project() != null && !isText(match.project(), JsonText.bytes(value, project))) {
            return match.project().isEmpty()
                    ? "is for events without a project"
                    : "is for the project " + match.project();
        }
        if (match.distinctId() != null && !isText(match.distinctId(), id)) {
            return "is for the id " + match.distinctId();
        }
        if (match.prefix() != null && !beginsWith(id, Utf8.bytes(match.prefix()))) {
            return "is for ids that begin with " + match.prefix();
        }
        boolean named = JsonText.isString(value, event.event());
        if (match.event() != null && !(named && isText(match.event(), JsonText.bytes(value, event.event())))) {
            return "is for the event name " + match.event();
        }
        return match.header() == null || match.header().isIn(headers)
                ? null
                : "is for records with the header %s: %s"
                        .formatted(match.header().name(), match.header().value());
    }

    private static boolean isText(String expected, byte[] text) {
        return Arrays.equals(Utf8.bytes(expected), text);
    }

    private static boolean beginsWith(byte[] text, byte[] prefix) {
        return text.length >= prefix.length && Arrays.equals(text, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Why the winner comes before another rule that matches, in the order of precedence. */
    private static String advantage(Rule rule, Rule winner) {
        RuleMatch lost = rule.match();
        RuleMatch won = winner.match();
        if (won.distinctId() != null && lost.distinctId() == null) {
            return "names the id";
        }
        if (won.prefix() != null && !won.prefix().equals(lost.prefix())) {
            return lost.prefix() == null ? "names a prefix of the id" : "has a longer prefix";
        }
        if (won.event() != null && lost.event() == null) {
            return "names the event";
        }
        return won.project() != null && lost.project() == null ? "names the project" : "has the smaller id";
    }
}
