package dev.hotshard.rules;

import dev.hotshard.event.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of one id, of one prefix, or of any id, by event and project. Immutable. */
final class RuleGroup {

    private final Map<TextSlice, ByProject> byEvent;
    private final ByProject forAnyEvent;

    private RuleGroup(Map<TextSlice, ByProject> byEvent, ByProject forAnyEvent) {
        this.byEvent = byEvent;
        this.forAnyEvent = forAnyEvent;
    }

    /**
     * Returns the rule of an event, or null.
     *
     * @param event the event name; null if it is not a string
     */
    Rule find(TextSlice event, TextSlice project, Headers headers, int epochDay) {
        ByProject named = event == null || byEvent.isEmpty() ? null : byEvent.get(event);
        Rule rule = named == null ? null : named.find(project, headers, epochDay);
        return rule != null ? rule : forAnyEvent.find(project, headers, epochDay);
    }

    /** The rules of one event name, or of any. */
    private record ByProject(Map<TextSlice, List<Rule>> rules, List<Rule> forAnyProject) {

        ByProject() {
            this(new HashMap<>(), new ArrayList<>());
        }

        void add(Rule rule) {
            String project = rule.match().project();
            List<Rule> alike = project == null
                    ? forAnyProject
                    : rules.computeIfAbsent(TextSlice.of(project), any -> new ArrayList<>());
            alike.add(rule);
        }

        Rule find(TextSlice project, Headers headers, int epochDay) {
            List<Rule> own = rules.isEmpty() ? null : rules.get(project);
            Rule rule = own == null ? null : first(own, headers, epochDay);
            return rule != null ? rule : first(forAnyProject, headers, epochDay);
        }

        private static Rule first(List<Rule> alike, Headers headers, int epochDay) {
            for (int i = 0; i < alike.size(); i++) {
                Rule rule = alike.get(i);
                if (rule.holdsFor(headers, epochDay)) {
                    return rule;
                }
            }
            return null;
        }
    }

    /** Collects rules, those with smaller ids first. */
    static final class Builder {

        private final Map<TextSlice, ByProject> byEvent = new HashMap<>();
        private final ByProject forAnyEvent = new ByProject();

        void add(Rule rule) {
            String event = rule.match().event();
            ByProject rules =
                    event == null ? forAnyEvent : byEvent.computeIfAbsent(TextSlice.of(event), any -> new ByProject());
            rules.add(rule);
        }

        RuleGroup build() {
            return new RuleGroup(byEvent, forAnyEvent);
        }
    }
}
