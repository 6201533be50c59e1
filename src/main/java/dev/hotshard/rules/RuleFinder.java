package dev.hotshard.rules;

import dev.hotshard.event.Headers;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.util.Arrays;

/**
 * Finds the one rule that applies to an event. The cost is one lookup for the id, one for each length that
 * prefixes have, and a few more; it does not grow with the number of rules. Allocates nothing once its
 * buffers have grown to the longest texts. Not thread-safe.
 */
public final class RuleFinder {

    private final Text id = new Text();
    private final Text event = new Text();
    private final Text project = new Text();
    private final TextSlice prefix = new TextSlice();
    private int[] prefixHashes = new int[0];

    /**
     * Returns the rule of an event that is counted, or null if none applies.
     *
     * @param value the value of the record, which the spans refer to
     * @param headers the headers of the record
     */
    public Rule find(
            RuleSet rules, byte[] value, Headers headers, long project, long distinctId, long event, int epochDay) {
        if (rules.size() == 0) {
            return null;
        }
        TextSlice ofProject = this.project.of(value, JsonText.isName(value, project) ? project : Span.NONE);
        TextSlice ofEvent = JsonText.isString(value, event) ? this.event.of(value, event) : null;
        Rule rule = rules.dependsOnId() ? ofId(rules, value, headers, ofProject, distinctId, ofEvent, epochDay) : null;
        return rule != null ? rule : rules.ofAnyId().find(ofEvent, ofProject, headers, epochDay);
    }

    private Rule ofId(
            RuleSet rules,
            byte[] value,
            Headers headers,
            TextSlice ofProject,
            long distinctId,
            TextSlice ofEvent,
            int epochDay) {
        TextSlice whole = id.of(value, distinctId);
        RuleGroup exact = rules.ofId(whole);
        Rule rule = exact == null ? null : exact.find(ofEvent, ofProject, headers, epochDay);
        int[] lengths = rules.prefixLengths();
        if (rule != null || lengths.length == 0) {
            return rule;
        }
        int shorter = hashPrefixes(lengths, whole.length());
        for (int i = shorter - 1; i >= 0; i--) {
            RuleGroup group = rules.ofPrefix(prefix.set(id.bytes, lengths[i], prefixHashes[i]));
            rule = group == null ? null : group.find(ofEvent, ofProject, headers, epochDay);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    /** Hashes the beginnings of the id that are as long as prefixes are. Returns their number. */
    private int hashPrefixes(int[] lengths, int idLength) {
        if (prefixHashes.length < lengths.length) {
            prefixHashes = new int[lengths.length];
        }
        int count = 0;
        int hash = 0;
        int at = 0;
        while (count < lengths.length && lengths[count] <= idLength) {
            hash = TextSlice.extend(hash, id.bytes, at, lengths[count]);
            at = lengths[count];
            prefixHashes[count++] = hash;
        }
        return count;
    }

    /** A buffer for one decoded text. */
    private static final class Text {

        private final TextSlice slice = new TextSlice();
        private byte[] bytes = new byte[64];

        TextSlice of(byte[] value, long span) {
            if (bytes.length < Span.length(span)) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Span.length(span)));
            }
            return slice.set(bytes, JsonText.decode(value, span, bytes, 0));
        }
    }
}
