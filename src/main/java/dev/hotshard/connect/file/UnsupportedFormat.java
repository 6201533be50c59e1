package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A format that holds no events as they are read here, told by the first bytes of an input.
 *
 * @param what its name, with an article
 * @param filter a command that makes what is read here of it, from standard input to standard output; null
 *     if there is none
 * @param ofFile the same of a file, whose name it takes last; null if it is the filter's standard input
 */
record UnsupportedFormat(String what, String filter, String ofFile) {

    UnsupportedFormat(String what, String filter) {
        this(what, filter, null);
    }

    private record Magic(String bytes, int at, UnsupportedFormat format) {}

    /** The filter takes the first file of an archive only. */
    private static final UnsupportedFormat ZIP = new UnsupportedFormat("a ZIP archive", "funzip", "unzip -p");

    private static final List<Magic> MAGICS = List.of(
            new Magic("PK\3\4", 0, ZIP),
            new Magic("PK\5\6", 0, ZIP),
            new Magic("PK\7\b", 0, ZIP),
            magic("\u0028\u00b5\u002f\u00fd", "compressed by zstd", "zstd -dc"),
            magic("BZh", "compressed by bzip2", "bzip2 -dc"),
            magic("\u00fd7zXZ\0", "compressed by xz", "xz -dc"),
            magic("\4\"M\30", "compressed by LZ4", "lz4 -dc"),
            magic("\u00ff\6\0\0sNaPpY", "compressed by Snappy", "snzip -dc"),
            magic("\u001f\u009d", "compressed by compress", "gzip -dc"),
            magic("LZIP", "compressed by lzip", "lzip -dc"),
            magic("7z\u00bc\u00af\u0027\u001c", "a 7z archive", null),
            magic("Rar!\u001a\7", "a RAR archive", null),
            new Magic("ustar", 257, new UnsupportedFormat("a tar archive", "tar -xOf -", "tar -xOf")),
            magic("PAR1", "a Parquet file", null),
            magic("ORC", "an ORC file", null),
            magic("Obj\1", "an Avro file", "avro-tools tojson -"),
            magic("ARROW1", "an Arrow file", null),
            magic("SQLite format 3\0", "an SQLite database", null),
            magic("\u00ff\u00fe\0\0", "text in UTF-32", "iconv -f UTF-32 -t UTF-8"),
            magic("\0\0\u00fe\u00ff", "text in UTF-32", "iconv -f UTF-32 -t UTF-8"),
            magic("\u00ff\u00fe", "text in UTF-16", "iconv -f UTF-16 -t UTF-8"),
            magic("\u00fe\u00ff", "text in UTF-16", "iconv -f UTF-16 -t UTF-8"),
            magic("\u00ef\u00bb\u00bf[", "an array behind a byte order mark", "tail -c +4"));

    private static final Pattern MARKUP =
            Pattern.compile("\\s*<(\\?xml|!doctype|html).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String CSV_FILTER = "mlr --icsv --ojsonl cat | jq -c '{event, properties: del(.event)}'";
    /**
     * Columns that a table of events has; a first line without one of them is no heading that can be told.
     */
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

    private static Magic magic(String bytes, String what, String filter) {
        return new Magic(bytes, 0, new UnsupportedFormat(what, filter));
    }

    /**
     * The foreign format of an input, or null if it looks like lines or arrays of events.
     *
     * @param head its first bytes, at least a few hundred unless it is shorter
     * @param whole whether that is all of it
     */
    static UnsupportedFormat of(byte[] head, boolean whole) {
        String text = new String(head, ISO_8859_1);
        for (Magic magic : MAGICS) {
            if (text.startsWith(magic.bytes(), magic.at())) {
                return magic.format();
            }
        }
        if (MARKUP.matcher(text.substring(0, Math.min(text.length(), 100))).matches()) {
            return new UnsupportedFormat("XML or HTML, perhaps an error page in place of an export", null);
        }
        String encoding = wideEncoding(head);
        if (encoding != null) {
            return new UnsupportedFormat("text in " + encoding, "iconv -f " + encoding + " -t UTF-8");
        }
        if (isObjectOverLines(head, whole)) {
            return new UnsupportedFormat("JSON with objects over several lines", "jq -c .", "jq -c .");
        }
        return isTable(text) ? new UnsupportedFormat("CSV", CSV_FILTER) : null;
    }

    /**
     * The encoding that the zero bytes of four characters in ASCII give away, as JSON begins; null if it is
     * none of these.
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
     * Whether the first value is an object whose brackets close on a later line; or on none yet, without a
     * contradiction.
     */
    private static boolean isObjectOverLines(byte[] head, boolean whole) {
        int start = 0;
        while (start < head.length && " \t\r\n".indexOf(head[start]) >= 0) {
            start++;
        }
        if (start == head.length || head[start] != '{') {
            return false;
        }
        JsonStructure structure = new JsonStructure();
        boolean overLines = false;
        for (int p = start; p < head.length; p++) {
            if (!structure.accept(head[p])) {
                return false;
            }
            if (structure.isClosed()) {
                return overLines;
            }
            overLines |= head[p] == '\n';
        }
        return overLines && !whole;
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
