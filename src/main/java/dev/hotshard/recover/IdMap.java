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
 * A table of ids and those that they should have been: CSV by RFC 4180, UTF-8, header {@code old,new}.
 * Takes about 200 bytes of heap a line.
 */
final class IdMap {

    private static final List<String> HEADER = List.of("old", "new");
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Tables that people edit end with an empty line or two. */
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final Map<ByteBuffer, byte[]> newIds = new HashMap<>();

    private IdMap() {}

    /** @throws IdMapException if the file cannot be read or is no such table, with the line */
    static IdMap read(Path file) throws IdMapException {
        IdMap map = new IdMap();
        // A decoder of its own: the default one writes over what is no UTF-8.
        try (PushbackReader reader = new PushbackReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
                CSVParser lines = FORMAT.parse(behindByteOrderMark(reader))) {
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

    /** To be skipped here: in front of a quote it would make that one part of the header's name. */
    private static Reader behindByteOrderMark(PushbackReader reader) throws IOException {
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    private static IdMapException unreadable(Path file, IOException e) {
        String why = e instanceof CharacterCodingException
                ? "it is not UTF-8"
                : e instanceof NoSuchFileException
                        ? "no such file"
                        : e instanceof AccessDeniedException ? "not allowed" : e.getMessage();
        return new IdMapException("cannot read " + file + ": " + why, e);
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
            throw new IdMapException(where + "the old id stands there before, with another new one", null);
        }
    }

    private static byte[] json(String id) {
        return ('"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(id)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The new id as JSON, or null if the table does not have the old one. */
    byte[] newId(byte[] value, long oldId) {
        return newIds.get(TextSet.of(value, oldId));
    }
}
