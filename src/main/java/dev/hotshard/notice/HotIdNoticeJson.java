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

/** The JSON of what is told of a hot id, schema version 1. */
public final class HotIdNoticeJson {

    private static final int SCHEMA_VERSION = 1;
    private static final JsonFactory PLAIN = new JsonFactory();
    /** For texts with a lone surrogate, which UTF-8 cannot hold and an escape can. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private HotIdNoticeJson() {}

    /** The record that tells it, keyed by the counter key, so that what is told of one key stays in order. */
    public static OutputRecord record(HotIdNotice id) {
        byte[] key = id.key().toHex().getBytes(StandardCharsets.US_ASCII);
        return new OutputRecord(
                Route.HOT_IDS, key, bytes(id), Headers.NONE, id.toldAt().toEpochMilli());
    }

    /** One JSON object in UTF-8, without a line end. */
    public static byte[] bytes(HotIdNotice id) {
        String text = write(id, PLAIN);
        return (isEncodable(text) ? text : write(id, ASCII)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String write(HotIdNotice id, JsonFactory factory) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("schema_version", SCHEMA_VERSION);
            json.writeStringField("type", id.type().name());
            name(json, "project", id.project());
            name(json, "distinct_id", id.distinctId());
            json.writeStringField("event_date", id.eventDate().toString());
            json.writeNumberField("threshold", id.threshold());
            json.writeNumberField("count", id.count());
            if (id.type() == HotIdNotice.Type.TOTAL) {
                json.writeNumberField("rewritten", id.rewritten());
                json.writeStringField("counted_at", id.toldAt().toString());
            } else {
                name(json, "event_name", id.eventName());
                json.writeStringField("detected_at", id.detectedAt().toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void name(JsonGenerator json, String member, DisplayText name) throws IOException {
        json.writeStringField(member, name.text());
        if (name.cut()) {
            json.writeBooleanField(member + "_truncated", true);
        }
    }
}
