package dev.hotshard.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hotshard.event.json.Span;
import java.io.IOException;
import java.util.List;

/** Our scan and rewrite, done with Jackson: by tokens, and the obvious way by a tree. */
final class JacksonCodec {

    private static final List<String> PROPERTIES = List.of("distinct_id", "time", "$insert_id", "token");

    private final ObjectMapper mapper = new ObjectMapper();

    /** The spans of event, distinct_id, time, $insert_id and token; every token is read to its end. */
    long[] spans(byte[] value) throws IOException {
        long[] spans = new long[1 + PROPERTIES.size()];
        try (JsonParser parser = mapper.getFactory().createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("event")) {
                    spans[0] = span(parser);
                } else if (name.equals("properties") && token == JsonToken.START_OBJECT) {
                    properties(parser, spans);
                } else {
                    parser.skipChildren();
                    parser.finishToken();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("trailing content");
            }
        }
        return spans;
    }

    private static void properties(JsonParser parser, long[] spans) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int member = PROPERTIES.indexOf(parser.currentName());
            parser.nextToken();
            if (member >= 0) {
                spans[1 + member] = span(parser);
            } else {
                parser.skipChildren();
                parser.finishToken();
            }
        }
    }

    private static long span(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Span.of(start, (int) parser.currentLocation().getByteOffset());
    }

    /** Rewrites a value by way of a tree. */
    byte[] rewrite(byte[] value) throws IOException {
        ObjectNode event = (ObjectNode) mapper.readTree(value);
        ObjectNode properties = (ObjectNode) event.get("properties");
        JsonNode id = properties.get("distinct_id");
        properties.put("distinct_id", "");
        properties.set("mp_original_event_name", event.get("event"));
        properties.set("mp_original_distinct_id", id);
        event.put("event", "$hotshard_events");
        return mapper.writeValueAsBytes(event);
    }
}
