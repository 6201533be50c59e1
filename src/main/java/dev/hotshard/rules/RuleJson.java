package dev.hotshard.rules;

import dev.hotshard.event.Mode;
import dev.hotshard.event.json.JsonScanner;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads rules from JSON, and refuses a rule as a whole if anything is wrong with it. Thread-safe. */
public final class RuleJson {

    /** The outermost object has depth 1; {@code match.header} has 3. */
    static final int MAX_DEPTH = 3;

    private RuleJson() {}

    /**
     * Reads one rule.
     *
     * @param json a JSON object in UTF-8
     * @throws InvalidRuleException if it is not a rule; names all problems
     */
    public static Rule read(byte[] json) throws InvalidRuleException {
        List<String> problems = new ArrayList<>();
        Rule rule = rule(new RuleMembers(json, object(json), "", problems));
        if (!problems.isEmpty()) {
            throw new InvalidRuleException(problems);
        }
        return rule;
    }

    /** Validates the JSON and returns the span of its object. */
    private static long object(byte[] json) throws InvalidRuleException {
        JsonScanner scanner = new JsonScanner(MAX_DEPTH);
        scanner.begin(json);
        int start = scanner.skipSpace(0);
        int end = scanner.value(start, 0);
        int finish = end < 0 ? end : scanner.finish(end);
        if (finish < 0) {
            int invalid = Utf8.firstInvalid(json);
            throw refused(invalid >= 0 ? "invalid UTF-8 at byte " + invalid : "not JSON: " + scanner.error());
        }
        if (json[start] != '{') {
            throw refused("not a JSON object");
        }
        if (scanner.isTooDeep()) {
            throw refused("nested deeper than a rule is");
        }
        return Span.of(start, end);
    }

    private static InvalidRuleException refused(String problem) {
        return new InvalidRuleException(List.of(problem));
    }

    private static Rule rule(RuleMembers members) {
        String id = id(members);
        RuleMatch match = match(members);
        Mode mode = ModeMembers.read(members);
        Long threshold = members.wholeNumber("threshold", 0, Rule.MAX_THRESHOLD);
        List<Double> warnAt = warnAt(members);
        Boolean alert = members.flag("alert");
        LocalDate from = members.date("from");
        LocalDate until = members.date("until");
        if (from != null && until != null && until.isBefore(from)) {
            members.problem("until is before from");
        }
        if (mode instanceof Mode.Pass) {
            refuseForPass(members);
        }
        Rule rule = new Rule(
                id,
                match,
                threshold,
                mode,
                warnAt,
                !Boolean.FALSE.equals(alert),
                from,
                until,
                members.string("note"),
                members.string("by"),
                members.string("at"));
        members.refuseOthers();
        return rule;
    }

    private static String id(RuleMembers members) {
        if (!members.has("id")) {
            members.problem("id is missing");
            return null;
        }
        String id = members.string("id");
        boolean fits = id == null || !id.isEmpty() && id.codePointCount(0, id.length()) <= Rule.MAX_ID_LENGTH;
        // A record key is UTF-8, which has no lone surrogates.
        return fits && (id == null || Utf8.isEncodable(id))
                ? id
                : members.expected("id", "1 to " + Rule.MAX_ID_LENGTH + " characters of Unicode");
    }

    private static RuleMatch match(RuleMembers members) {
        if (!members.has("match")) {
            members.problem("match is missing; {} matches all events");
            return null;
        }
        RuleMembers match = members.object("match");
        if (match == null) {
            return null;
        }
        if (match.has("distinct_id") && match.has("distinct_id_prefix")) {
            members.problem("match has both distinct_id and distinct_id_prefix");
        }
        RuleMatch read = new RuleMatch(
                match.string("project"),
                match.idText("distinct_id"),
                match.nonEmpty("distinct_id_prefix"),
                match.string("event"),
                header(match));
        match.refuseOthers();
        return read;
    }

    private static RuleMatch.Header header(RuleMembers match) {
        RuleMembers header = match.object("header");
        if (header == null) {
            return null;
        }
        for (String name : List.of("name", "value")) {
            if (!header.has(name)) {
                match.problem("match.header." + name + " is missing");
            }
        }
        RuleMatch.Header read = new RuleMatch.Header(header.string("name"), header.string("value"));
        header.refuseOthers();
        return read;
    }

    private static List<Double> warnAt(RuleMembers members) {
        if (!members.has("warn_at")) {
            return null;
        }
        List<Double> fractions = members.numbers("warn_at");
        boolean ascending = fractions != null && fractions.stream().allMatch(f -> f > 0 && f < 1);
        for (int i = 1; ascending && i < fractions.size(); i++) {
            ascending = fractions.get(i - 1) < fractions.get(i);
        }
        return ascending ? fractions : members.expected("warn_at", "an array of ascending fractions between 0 and 1");
    }

    /** An event that is not counted has no threshold, and nothing to warn of. */
    private static void refuseForPass(RuleMembers members) {
        for (String name : List.of("threshold", "warn_at", "alert")) {
            if (members.has(name)) {
                members.problem(name + " has no meaning in mode pass, which does not count");
            }
        }
    }
}
