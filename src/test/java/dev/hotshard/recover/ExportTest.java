package dev.hotshard.recover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hotshard.testkit.generate.RestoreFilters;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events as the product exports them, one JSON object a line with {@code event} and {@code properties},
 * {@code time} in seconds, and what it adds to the properties. The files are written by hand, each with
 * the expected result beside it.
 */
class ExportTest {

    /** Keeps numbers as they are spelled, except for the letter of an exponent. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"web", "import", "mobile"})
    void shouldRestoreRewrittenEvents(String export) throws Exception {
        List<String> restored = new ArrayList<>();
        for (String line : lines(export + ".ndjson")) {
            Restorer restorer = new Restorer(Rewritten.spec(RestoreFilters.ALL));
            if (restorer.restore(Rewritten.plain(line)) == Outcome.RESTORED) {
                restored.add(Rewritten.text(restorer.event()));
            }
        }

        assertThat(restored).isEqualTo(lines(export + ".restored.ndjson"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "import", "mobile"})
    void shouldRestoreTheMeaningOfTheOriginal(String export) throws Exception {
        int restored = 0;
        for (String line : lines(export + ".ndjson")) {
            Restorer restorer = new Restorer(Rewritten.spec(RestoreFilters.ALL));
            JsonNode before = MAPPER.readTree(line);
            boolean complete = before.get("event").textValue().equals("$hotshard_events")
                    && before.get("properties").has("mp_original_distinct_id");

            Outcome total = restorer.restore(Rewritten.plain(line));

            assertThat(total == Outcome.RESTORED).as(line).isEqualTo(complete);
            if (complete) {
                assertThat(MAPPER.readTree(Rewritten.text(restorer.event()))).isEqualTo(undone((ObjectNode) before));
                restored++;
            }
        }
        assertThat(restored).isGreaterThan(2);
    }

    /** Undoes the rewrite by the obvious means. */
    private static JsonNode undone(ObjectNode event) {
        ObjectNode properties = (ObjectNode) event.get("properties");
        event.set("event", properties.remove("mp_original_event_name"));
        properties.set("distinct_id", properties.remove("mp_original_distinct_id"));
        return event;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = ExportTest.class.getResourceAsStream("/exports/" + name)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
