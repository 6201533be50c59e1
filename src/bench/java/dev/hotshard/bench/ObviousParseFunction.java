package dev.hotshard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hotshard.event.DeadLetterFormat;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Parses records into {@link ObviousEvent}s by way of a tree. */
final class ObviousParseFunction extends ProcessFunction<SourceRecord, ObviousEvent> {

    private static final long serialVersionUID = 1L;

    private final DeadLetterFormat deadLetters;

    private transient ObjectMapper mapper;

    ObviousParseFunction(String input) {
        deadLetters = new DeadLetterFormat(input, RecordLimit.NONE);
    }

    @Override
    public void open(OpenContext context) {
        mapper = new ObjectMapper();
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<ObviousEvent> out) {
        JsonNode root;
        try {
            root = mapper.readTree(record.value());
        } catch (IOException e) {
            Rejection rejection = new Rejection(Reason.MALFORMED_JSON, "no JSON");
            context.output(ObviousJob.OUT, deadLetters.record(record, rejection));
            return;
        }
        String id = root.path("properties").path("distinct_id").asText();
        if (id.isEmpty() || root.path("event").asText().equals("$hotshard_events")) {
            byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
            context.output(ObviousJob.OUT, OutputRecord.of(Route.EVENTS, key, record));
        } else {
            out.collect(event(root.path("properties"), id, record));
        }
    }

    private static ObviousEvent event(JsonNode properties, String id, SourceRecord record) {
        double time = properties.path("time").asDouble();
        long millis = (long) (time < 1e11 ? time * 1000 : time);
        ObviousEvent event = new ObviousEvent();
        event.project = properties.path("token").asText();
        event.distinctId = id;
        event.date = Instant.ofEpochMilli(millis)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        event.value = record.value();
        event.timestampMillis = record.timestampMillis();
        return event;
    }
}
