package dev.hotshard.notice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Encodes notices as JSON, schema version 1: one object in UTF-8, without a line terminator. Thread-safe.
 */
public final class NoticeJson {

    private static final int SCHEMA_VERSION = 1;
    private static final JsonFactory PLAIN = new JsonFactory();
    /** For texts with a lone surrogate, which an escape can express and UTF-8 cannot. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The type of an alert. */
    public static final String OPENED = "OPENED";
    /** The type of a total. */
    public static final String TOTAL = "TOTAL";

    private NoticeJson() {}

    /** Creates the record of an alert. */
    public static OutputRecord record(OpenedNotice opened) {
        return record(opened.id(), bytes(opened), opened.id().detectedAt());
    }

    /** Creates the record of a total. */
    public static OutputRecord record(TotalNotice total) {
        return record(total.id(), bytes(total), total.countedAt());
    }

    /** Keyed by the counter key, so that notices of one key stay in order. */
    private static OutputRecord record(HotId id, byte[] value, Instant emittedAt) {
        byte[] key = id.key().toHex().getBytes(StandardCharsets.US_ASCII);
        return new OutputRecord(Route.HOT_IDS, key, value, Headers.NONE, emittedAt.toEpochMilli());
    }

    /** Encodes an alert. */
    public static byte[] bytes(OpenedNotice opened) {
        return encode(json -> {
            writeHead(json, OPENED, opened.id(), opened.threshold(), opened.count());
            writeText(json, "event_name", opened.id().eventName());
            json.writeStringField("detected_at", opened.id().detectedAt().toString());
        });
    }

    /** Encodes a total. */
    public static byte[] bytes(TotalNotice total) {
        return encode(json -> {
            writeHead(json, TOTAL, total.id(), total.threshold(), total.count());
            json.writeNumberField("rewritten", total.rewritten());
            json.writeStringField("counted_at", total.countedAt().toString());
        });
    }

    private static void writeHead(JsonGenerator json, String type, HotId id, long threshold, long count)
            throws IOException {
        json.writeNumberField("schema_version", SCHEMA_VERSION);
        json.writeStringField("type", type);
        writeText(json, "project", id.project());
        writeText(json, "distinct_id", id.distinctId());
        json.writeStringField("event_date", id.eventDate().toString());
        json.writeNumberField("threshold", threshold);
        json.writeNumberField("count", count);
    }

    private static void writeText(JsonGenerator json, String member, DisplayText text) throws IOException {
        json.writeStringField(member, text.text());
        if (text.cut()) {
            json.writeBooleanField(member + "_truncated", true);
        }
    }

    private interface Body<G> {
        void writeTo(G generator) throws IOException;
    }

    private static byte[] encode(Body<JsonGenerator> body) {
        String text = write(body, PLAIN);
        return (isEncodable(text) ? text : write(body, ASCII)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String write(Body<JsonGenerator> body, JsonFactory factory) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            body.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
