package dev.hotshard.rules;

import dev.hotshard.event.json.Elements;
import dev.hotshard.event.json.JsonScanner;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the content of a file of rules, all or none: a JSON array of rules or NDJSON, one rule a line. Lines of
 * white space are skipped. Thread-safe.
 */
public final class RuleFileJson {

    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private RuleFileJson() {}

    /**
     * Reads all rules of a file.
     *
     * @throws InvalidRuleException if any rule is refused, or two have the same id; names every problem and
     *     the line or element where it is
     */
    public static List<Rule> read(byte[] content) throws InvalidRuleException {
        RuleFileJson file = new RuleFileJson();
        int start = afterSpace(content, 0);
        if (start < content.length && content[start] == '[') {
            file.readArray(content, start);
        } else {
            file.readLines(content);
        }
        if (!file.problems.isEmpty()) {
            throw new InvalidRuleException(file.problems);
        }
        return List.copyOf(file.rules.values());
    }

    private void readArray(byte[] content, int start) {
        JsonScanner scanner = new JsonScanner(1 + RuleJson.MAX_DEPTH);
        scanner.begin(content);
        int end = scanner.value(start, 0);
        if (end < 0 || scanner.finish(end) < 0) {
            problems.add("not JSON: " + scanner.error());
            return;
        }
        int element = 0;
        for (Elements elements = new Elements(content, Span.of(start, end)); elements.next(); ) {
            add("element " + ++element, JsonText.spelled(content, elements.value()));
        }
    }

    private void readLines(byte[] content) {
        int line = 0;
        for (int start = 0; start < content.length; ) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            line++;
            if (afterSpace(content, start) < end) {
                add("line " + line, JsonText.spelled(content, Span.of(start, end)));
            }
            start = end + 1;
        }
    }

    private void add(String place, byte[] json) {
        try {
            Rule rule = RuleJson.read(json);
            if (rules.putIfAbsent(rule.id(), rule) != null) {
                problems.add(place + ": the id of another rule of the file");
            }
        } catch (InvalidRuleException e) {
            e.problems().forEach(problem -> problems.add(place + ": " + problem));
        }
    }

    private static int afterSpace(byte[] content, int at) {
        int p = at;
        while (p < content.length
                && (content[p] == ' ' || content[p] == '\n' || content[p] == '\r' || content[p] == '\t')) {
            p++;
        }
        return p;
    }
}
