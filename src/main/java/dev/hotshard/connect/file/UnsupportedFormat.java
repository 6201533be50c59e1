package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A format that is recognized by its first bytes but not read, with a command that converts it.
 *
 * @param what its name, with an article if it needs one
 * @param filter a command that converts standard input to a supported format, or null if there is none
 * @param ofFile a command that does so for the file named as its last argument, or null to use the filter
 */
record UnsupportedFormat(String what, String filter, String ofFile) {

    UnsupportedFormat(String what, String filter) {
        this(what, filter, null);
    }

    private static final Pattern MARKUP =
            Pattern.compile("\\s*<(\\?xml|!doctype|html).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String CSV_FILTER = "mlr --icsv --ojsonl cat | jq -c '{event, properties: del(.event)}'";
    /** Columns of event tables. A first line without any of them is not recognized as a header. */
    private static final Set<String> COLUMNS = Set.of(
            "event",
            "event_name",
            "event name",
            "distinct_id",
            "distinct id",
            "$distinct_id",
            "user_id",
            "time",
            "timestamp",
            "$insert_id");

    /**
     * The unsupported format of an input, or null if it looks like lines or arrays of events.
     *
     * @param head its first bytes, at least a few hundred unless it is shorter
     * @param whole whether that is all of it
     */
    static UnsupportedFormat of(byte[] head, boolean whole) {
        String text = new String(head, ISO_8859_1);
        UnsupportedFormat binary = MagicNumber.find(text);
        if (binary != null) {
            return binary;
        }
        if (MARKUP.matcher(text.substring(0, Math.min(text.length(), 100))).matches()) {
            return new UnsupportedFormat("XML or HTML, perhaps an error page in place of an export", null);
        }
        String encoding = wideEncoding(head);
        if (encoding != null) {
            return new UnsupportedFormat("text in " + encoding, "iconv -f " + encoding + " -t UTF-8");
        }
        if (isMultilineObject(head, whole)) {
            return new UnsupportedFormat("JSON with objects over several lines", "jq -c .", "jq -c .");
        }
        return isTable(text) ? new UnsupportedFormat("CSV", CSV_FILTER) : null;
    }

    /**
     * The encoding that the zero bytes among the first four give away, if these encode ASCII; otherwise
     * null.
     */
    private static String wideEncoding(byte[] head) {
        if (head.length < 4) {
            return null;
        }
        int zeros = 0;
        for (int i = 0; i < 4; i++) {
            zeros = zeros << 1 | (head[i] == 0 ? 1 : 0);
        }
        return switch (zeros) {
            case 0b1010 -> "UTF-16BE";
            case 0b0101 -> "UTF-16LE";
            case 0b1110 -> "UTF-32BE";
            case 0b0111 -> "UTF-32LE";
            default -> null;
        };
    }

    /**
     * Whether the first value is an object whose brackets close on a later line, or are still open without
     * a contradiction.
     */
    private static boolean isMultilineObject(byte[] head, boolean whole) {
        int start = 0;
        while (start < head.length && " \t\r\n".indexOf(head[start]) >= 0) {
            start++;
        }
        if (start == head.length || head[start] != '{') {
            return false;
        }
        JsonStructure structure = new JsonStructure();
        boolean multiline = false;
        for (int p = start; p < head.length; p++) {
            if (!structure.accept(head[p])) {
                return false;
            }
            if (structure.isClosed()) {
                return multiline;
            }
            multiline |= head[p] == '\n';
        }
        return multiline && !whole;
    }

    private static boolean isTable(String text) {
        String heading = text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
        boolean json =
                text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        return !json
                && List.of(",", ";", "\t").stream()
                        .map(separator -> heading.split(separator, -1))
                        .filter(columns -> columns.length > 1)
                        .anyMatch(columns -> Arrays.stream(columns)
                                .map(column -> column.strip().replace("\"", ""))
                                .anyMatch(COLUMNS::contains));
    }
}
