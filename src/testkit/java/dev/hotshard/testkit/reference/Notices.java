package dev.hotshard.testkit.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;

/** Notices of hot ids as a reader of their topic understands them. */
public final class Notices {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Notices() {}

    /** Reads a notice; what its JSON does not contain is null or 0. */
    public static ReadNotice read(OutputRecord record) {
        if (record.route() != Route.HOT_IDS) {
            throw new IllegalArgumentException("no notice, but " + record.route());
        }
        JsonNode json = tree(record.value());
        ReadNotice.Type type = ReadNotice.Type.valueOf(json.get("type").textValue());
        boolean opened = type == ReadNotice.Type.OPENED;
        Instant emittedAt =
                Instant.parse(json.get(opened ? "detected_at" : "counted_at").textValue());
        return new ReadNotice(
                type,
                key(new String(record.key(), US_ASCII)),
                name(json, "project"),
                name(json, "distinct_id"),
                LocalDate.parse(json.get("event_date").textValue()),
                json.get("threshold").longValue(),
                json.get("count").longValue(),
                opened ? 0 : json.get("rewritten").longValue(),
                opened ? name(json, "event_name") : null,
                opened ? emittedAt : null,
                emittedAt);
    }

    private static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CounterKey key(String hex) {
        return new CounterKey(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
    }

    private static DisplayText name(JsonNode json, String member) {
        return new DisplayText(
                json.get(member).textValue(), json.path(member + "_truncated").asBoolean());
    }
}
