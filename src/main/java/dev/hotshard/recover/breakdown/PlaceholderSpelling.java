package dev.hotshard.recover.breakdown;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Normalizes the spelling of ids, so that placeholders compare equal however clients, templates and
 * encodings wrap and separate their words: {@code "null"}, {@code %22null%22}, {@code (null)} and
 * {@code NULL} are one, as are {@code ${user_id}}, {@code <user-id>} and {@code userId}.
 */
final class PlaceholderSpelling {

    private static final Pattern PERCENT =
            Pattern.compile("%(2[0-9a-f]|3[a-f]|40|5[b-f]|60|7[b-e])", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> ENTITIES =
            Map.of("&quot;", "\"", "&apos;", "'", "&#34;", "\"", "&#39;", "'", "&lt;", "<", "&gt;", ">", "&nbsp;", " ");
    /** Format strings, which would otherwise normalize to nothing. */
    private static final Pattern FORMAT = Pattern.compile("%(\\d\\$)?[sd@]", Pattern.CASE_INSENSITIVE);

    private static final Pattern SURROUNDING =
            Pattern.compile("[\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb(){}\\[\\]<>%$:#=@*|&\\\\,;!?~^+/]+");
    private static final Pattern SEPARATORS =
            Pattern.compile("[\\s\\p{Cntrl}\u00a0\u200b\ufeff_\\-./()\\[\\]{}<>\"'\\\\]+");
    /** Kept as they are: 1-2-3 may be a person, and so may 123 with anything but quotes around it. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,:\\s-]*\\d[\\d.,:\\s-]*");

    private static final Pattern ZEROS = Pattern.compile("[-+]?0[0.,:\\s-]*");
    private static final Pattern ALL_ONES = Pattern.compile("f[f:-]{7,}");
    private static final List<String> LONG_FORMS =
            List.of("objectobject", "objectundefined", "objectnull", "objectpromise", "objectwindow");

    private PlaceholderSpelling() {}

    /**
     * The normalized form of an id, empty for punctuation alone. Only meant for comparison with
     * placeholders.
     */
    static String word(String id) {
        String text = decoded(id.strip());
        if (FORMAT.matcher(text).matches()) {
            return "%" + text.substring(text.length() - 1).toLowerCase(Locale.ROOT);
        }
        text = bare(text).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(text).matches() || text.startsWith("02:")
                ? text
                : SEPARATORS.matcher(text).replaceAll("");
    }

    /**
     * Whether a {@link #word} names nobody in any language: punctuation, zeros, ones, or the text form of
     * an object.
     */
    static boolean isFiller(String word) {
        return word.isEmpty()
                || ZEROS.matcher(word).matches()
                || ALL_ONES.matcher(word).matches()
                || LONG_FORMS.contains(word);
    }

    /** Removes URL encoding, up to two layers of it, and HTML entities. */
    private static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < 2; i++) {
            decoded = PERCENT.matcher(decoded)
                    .replaceAll(
                            hex -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(hex.group(1), 16))));
        }
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            decoded = decoded.replace(entity.getKey(), entity.getValue());
        }
        return decoded.strip();
    }

    /** Removes surrounding punctuation, except for a leading minus sign or dot. */
    private static String bare(String text) {
        String bare = text;
        for (String before = ""; !bare.equals(before); ) {
            before = bare;
            Matcher begin = SURROUNDING.matcher(bare);
            bare = (begin.lookingAt() ? bare.substring(begin.end()) : bare).strip();
            int end = bare.length();
            while (end > 0 && SURROUNDING.matcher(bare.substring(end - 1, end)).matches()) {
                end--;
            }
            bare = bare.substring(0, end).strip();
        }
        return bare;
    }
}
