package dev.hotshard.testkit.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * JSON as strict Jackson reads it: the values at the top and two levels down with their places in the
 * bytes, and how deep it all is. What Jackson does not check is checked before.
 */
final class ReferenceJson {

    /**
     * A value.
     *
     * @param start position of its first byte
     * @param end the position after its last byte
     * @param text a string's content, a number's literal, null for all else
     * @param members those of an object at the top or one level down, else empty
     */
    record Value(JsonToken kind, int start, int end, String text, List<Member> members) {

        boolean isString() {
            return kind == JsonToken.VALUE_STRING;
        }

        boolean isNumber() {
            return kind.isNumeric();
        }

        boolean isObject() {
            return kind == JsonToken.START_OBJECT;
        }
    }

    record Member(String name, Value value) {}

    private static final int LEVELS = 2;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private final JsonParser parser;
    private final int[] positions;
    private int deepest;

    private ReferenceJson(JsonParser parser, int[] positions) {
        this.parser = parser;
        this.positions = positions;
    }

    /** What was read: the outermost value and the deepest nesting. */
    record Document(Value root, int depth) {}

    /** Decodes strict UTF-8; null if the bytes are not valid. */
    static char[] decode(byte[] bytes) {
        try {
            CharBuffer chars = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return Arrays.copyOf(chars.array(), chars.length());
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The document, or null if the text is not JSON. */
    static Document parse(char[] text) {
        if (!hasStrictEscapes(text) || text.length > 0 && text[0] == '\ufeff') {
            return null;
        }
        // Characters, because from bytes Jackson guesses the encoding and refuses names with a lone surrogate.
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return null;
            }
            ReferenceJson json = new ReferenceJson(parser, bytePositions(text));
            Value root = json.value(0);
            return parser.nextToken() == null ? new Document(root, json.deepest) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Jackson checks only the low eight bits of a hexadecimal digit. */
    private static boolean hasStrictEscapes(char[] text) {
        for (int i = 0; i + 1 < text.length; i++) {
            if (text[i] == '\\' && text[++i] == 'u') {
                for (int digit = i + 1; digit <= i + 4 && digit < text.length; digit++) {
                    if (text[digit] > 0x7f) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** For each {@code char} the position of its first byte, and that of the end. */
    private static int[] bytePositions(char[] text) {
        int[] positions = new int[text.length + 1];
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            positions[i + 1] = positions[i] + (c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
        }
        return positions;
    }

    private Value value(int level) throws IOException {
        JsonToken kind = parser.currentToken();
        int start = positions[(int) parser.currentTokenLocation().getCharOffset()];
        if (kind == JsonToken.START_OBJECT && level < LEVELS) {
            return object(start, level);
        }
        if (kind.isStructStart()) {
            skip(level);
            return new Value(kind, start, end(), null, List.of());
        }
        String text = parser.getText();
        parser.finishToken();
        // After a number the parser may have read ahead; it is all ASCII.
        int end = kind == JsonToken.VALUE_STRING ? end() : start + text.length();
        return new Value(kind, start, end, kind == JsonToken.VALUE_STRING || kind.isNumeric() ? text : null, List.of());
    }

    private Value object(int start, int level) throws IOException {
        deepest = Math.max(deepest, level + 1);
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.add(new Member(name, value(level + 1)));
        }
        return new Value(JsonToken.START_OBJECT, start, end(), null, members);
    }

    private void skip(int level) throws IOException {
        int depth = level;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
                deepest = Math.max(deepest, depth);
            } else if (token.isStructEnd()) {
                depth--;
            }
        } while (depth > level && parser.nextToken() != null);
    }

    private int end() {
        return positions[(int) parser.currentLocation().getCharOffset()];
    }
}
