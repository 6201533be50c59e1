package dev.hotshard.detect.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.CounterKey;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Encodes and decodes hints as JSON, schema version 2. */
public final class HintJson {

    private static final int SCHEMA_VERSION = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HintJson() {}

    /** Encodes a hint as one JSON object in UTF-8, without a line end. */
    public static byte[] bytes(Hint hint) {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("schema_version", SCHEMA_VERSION)
                    .put("key", hint.key().toHex())
                    .put("submission", hint.submission().toString())
                    .put("life", hint.life())
                    .put("count", hint.countBound())
                    .put("end", hint.endMillis()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Decodes a hint; empty if the bytes are null, or not a hint of this schema version. */
    public static Optional<Hint> read(byte[] bytes) {
        try {
            JsonNode hint = JSON.readTree(bytes == null ? new byte[0] : bytes);
            if (hint.path("schema_version").asInt() != SCHEMA_VERSION
                    || !hint.path("life").isIntegralNumber()
                    || !hint.path("count").isIntegralNumber()
                    || !hint.path("end").isIntegralNumber()) {
                return Optional.empty();
            }
            return Optional.of(new Hint(
                    CounterKey.ofHex(hint.path("key").asText()),
                    UUID.fromString(hint.path("submission").asText()),
                    hint.path("life").asLong(),
                    hint.path("count").asLong(),
                    hint.path("end").asLong()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
