package dev.hotshard.recover;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table that maps old ids to new ones: CSV as in RFC 4180, in UTF-8, with the header {@code old,new}.
 * Takes about 200 bytes of heap per row.
 */
final class IdMap {

    private static final List<String> HEADER = List.of("old", "new");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Ignores empty lines, with which hand-edited tables often end. */
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final Map<ByteBuffer, byte[]> newIds = new HashMap<>();

    private IdMap() {}

    /**
     * Reads a table.
     *
     * @throws IdMapException if the file cannot be read or is malformed; the message names the line
     */
    static IdMap read(Path file) throws IdMapException {
        IdMap map = new IdMap();
        // An explicit decoder: the default one replaces malformed UTF-8 instead of reporting it.
        try (PushbackReader reader = new PushbackReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
                CSVParser lines = FORMAT.parse(skipByteOrderMark(reader))) {
            map.read(file, lines);
            return map;
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        } catch (IdMapException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Skips a byte order mark, which in front of a quote would become part of the header's first name. */
    private static Reader skipByteOrderMark(PushbackReader reader) throws IOException {
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    private static IdMapException unreadable(Path file, IOException e) {
        return new IdMapException("cannot read " + file + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    }

    private void read(Path file, CSVParser lines) throws IdMapException {
        boolean first = true;
        for (CSVRecord line : lines) {
            String where = file + ", line " + lines.getCurrentLineNumber() + ": ";
            if (first && !HEADER.equals(line.toList())) {
                throw new IdMapException(where + "expected the header old,new", null);
            }
            if (!first) {
                put(line, where);
            }
            first = false;
        }
        if (first) {
            throw new IdMapException(file + " is empty: expected the header old,new", null);
        }
    }

    private void put(CSVRecord line, String where) throws IdMapException {
        if (line.size() != 2 || line.get(0).isEmpty() || line.get(1).isEmpty()) {
            throw new IdMapException(where + "expected two ids, neither empty", null);
        }
        byte[] json = json(line.get(1));
        byte[] other = newIds.put(TextSet.encode(line.get(0)), json);
        if (other != null && !Arrays.equals(other, json)) {
            throw new IdMapException(where + "the old id occurs before, with a different new id", null);
        }
    }

    private static byte[] json(String id) {
        return ('"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(id)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The new id as JSON, or null if the table does not contain the old one. */
    byte[] newId(byte[] value, long oldId) {
        return newIds.get(TextSet.of(value, oldId));
    }
}
