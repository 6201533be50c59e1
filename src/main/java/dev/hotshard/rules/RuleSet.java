package dev.hotshard.rules;

import dev.hotshard.event.json.Utf8;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules, indexed so that the one of an event is found by hashing, whatever their number. Immutable and
 * thread-safe; a {@link RuleFinder} looks rules up.
 */
public final class RuleSet {

    /** No rules. */
    public static final RuleSet EMPTY = of(List.of());

    private final int size;
    private final Map<TextSlice, RuleGroup> byId;
    private final Map<TextSlice, RuleGroup> byPrefix;
    private final RuleGroup forAnyId;
    /** In bytes, ascending, without repetition. */
    private final int[] prefixLengths;

    private RuleSet(Collection<Rule> rules) {
        Map<TextSlice, RuleGroup.Builder> ids = new HashMap<>();
        Map<TextSlice, RuleGroup.Builder> prefixes = new HashMap<>();
        RuleGroup.Builder any = new RuleGroup.Builder();
        // The first of several that match an event alike is the one with the smallest id.
        rules.stream().sorted(Comparator.comparing(Rule::id, RuleSet::compare)).forEach(rule -> {
            RuleMatch match = rule.match();
            if (match.distinctId() != null) {
                group(ids, match.distinctId()).add(rule);
            } else if (match.prefix() != null) {
                group(prefixes, match.prefix()).add(rule);
            } else {
                any.add(rule);
            }
        });
        size = rules.size();
        byId = built(ids);
        byPrefix = built(prefixes);
        forAnyId = any.build();
        prefixLengths = byPrefix.keySet().stream()
                .mapToInt(TextSlice::length)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * Indexes rules.
     *
     * @param rules rules of different ids
     */
    public static RuleSet of(Collection<Rule> rules) {
        return new RuleSet(rules);
    }

    /** The number of rules. */
    public int size() {
        return size;
    }

    /** Compares ids by their bytes in UTF-8, which order as their code points do. */
    static int compare(String a, String b) {
        return Arrays.compareUnsigned(Utf8.bytes(a), Utf8.bytes(b));
    }

    private static RuleGroup.Builder group(Map<TextSlice, RuleGroup.Builder> groups, String text) {
        return groups.computeIfAbsent(TextSlice.of(text), any -> new RuleGroup.Builder());
    }

    private static Map<TextSlice, RuleGroup> built(Map<TextSlice, RuleGroup.Builder> groups) {
        Map<TextSlice, RuleGroup> built = new HashMap<>();
        groups.forEach((text, group) -> built.put(text, group.build()));
        return built;
    }

    RuleGroup ofId(TextSlice id) {
        return byId.get(id);
    }

    RuleGroup ofPrefix(TextSlice prefix) {
        return byPrefix.get(prefix);
    }

    RuleGroup ofAnyId() {
        return forAnyId;
    }

    boolean dependsOnId() {
        return !byId.isEmpty() || !byPrefix.isEmpty();
    }

    /** The lengths of all prefixes in bytes, ascending; not to be changed. */
    int[] prefixLengths() {
        return prefixLengths;
    }
}
