package dev.hotshard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.Mode;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Uncounted;
import dev.hotshard.rules.Rule;
import dev.hotshard.rules.RuleVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints which rule applies to each event, as text or as JSON, one object per event. */
final class RulesCheckReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_ID = 60;
    private static final int MAX_REASON = 200;

    private final List<Rule> rules;
    private final boolean json;

    private int number;
    private boolean allAreEvents = true;

    RulesCheckReport(List<Rule> rules, boolean json) {
        this.rules = rules;
        this.json = json;
    }

    /** Whether no value has been rejected. */
    boolean allAreEvents() {
        return allAreEvents;
    }

    /** Reports that the rules are valid, without events. */
    void onlyRules() throws JsonProcessingException {
        if (json) {
            print(JSON.createObjectNode().put("rules", rules.size()));
        } else {
            line("%,d rules, all valid", rules.size());
        }
    }

    void rejected(Rejection rejection) throws JsonProcessingException {
        allAreEvents = false;
        if (json) {
            print(next().put("rejected", rejection.toString()));
        } else {
            line("event %d: a dead letter, %s", ++number, rejection);
        }
    }

    void uncounted(Uncounted reason) throws JsonProcessingException {
        if (json) {
            print(next().put("uncounted", reason.name()));
        } else {
            line("event %d: no rule applies, since it is never counted (%s)", ++number, reason);
        }
    }

    void counted(Event event) throws JsonProcessingException {
        List<RuleVerdict> verdicts = RuleVerdict.of(rules, event);
        Optional<Rule> rule = verdicts.stream()
                .filter(RuleVerdict::applies)
                .map(RuleVerdict::rule)
                .findFirst();
        if (json) {
            print(node(event, rule, verdicts));
            return;
        }
        line(
                "event %d, %s on %s: %s",
                ++number,
                shown(DisplayText.of(event.value(), event.distinctId()).text(), MAX_ID),
                event.date(),
                rule.map(RulesCheckReport::treatment).orElse("no rule applies; the job's options do"));
        for (RuleVerdict verdict : verdicts) {
            if (!verdict.applies()) {
                line("    %s %s", shown(verdict.rule().id(), MAX_ID), shown(verdict.reason(), MAX_REASON));
            }
        }
    }

    private ObjectNode node(Event event, Optional<Rule> rule, List<RuleVerdict> verdicts) {
        ObjectNode node = next().put(
                        "distinct_id",
                        DisplayText.of(event.value(), event.distinctId()).text())
                .put("event_date", event.date().toString())
                .put("rule", rule.map(Rule::id).orElse(null))
                .put("mode", rule.map(Rule::mode).orElse(Mode.REWRITE).label())
                .put("threshold", rule.map(Rule::threshold).orElse(null));
        ObjectNode others = node.putObject("others");
        verdicts.stream()
                .filter(verdict -> !verdict.applies())
                .forEach(verdict -> others.put(verdict.rule().id(), verdict.reason()));
        return node;
    }

    private ObjectNode next() {
        return JSON.createObjectNode().put("event", ++number);
    }

    private static String treatment(Rule rule) {
        return "rule %s applies: %s, %s"
                .formatted(
                        shown(rule.id(), MAX_ID),
                        mode(rule.mode()),
                        rule.mode() instanceof Mode.Pass
                                ? "not counted"
                                : rule.threshold() == null
                                        ? "the job's threshold"
                                        : String.format(Locale.ROOT, "threshold %,d", rule.threshold()));
    }

    private static String mode(Mode mode) {
        if (mode instanceof Mode.Salt salt) {
            return "salt over " + (salt.salts() == Mode.Salt.AUTO ? "as many keys as needed" : salt.salts() + " keys");
        }
        if (mode instanceof Mode.Divert divert && divert.scatter()) {
            return "divert, scattered";
        }
        if (mode instanceof Mode.Sample sample) {
            return String.format(Locale.ROOT, "sample, one in %,d stays", sample.keepOneIn());
        }
        return mode instanceof Mode.Limit limit
                ? String.format(Locale.ROOT, "limit, %,d events a second pass", limit.perSecond())
                : mode.label();
    }

    private static String shown(String text, int length) {
        return TerminalText.of(text, length, StandardOutput.charset());
    }

    private static void line(String format, Object... values) {
        StandardOutput.print(String.format(Locale.ROOT, format, values) + "\n");
    }

    private static void print(ObjectNode node) throws JsonProcessingException {
        StandardOutput.print(JSON.writeValueAsString(node) + "\n");
    }
}
