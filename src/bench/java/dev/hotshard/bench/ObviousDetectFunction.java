package dev.hotshard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts events by key; those above the threshold are rewritten in a tree. */
final class ObviousDetectFunction extends KeyedProcessFunction<String, ObviousEvent, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final long threshold;
    private final long ttlMillis;

    private transient ObjectMapper mapper;
    private transient ValueState<ObviousCount> state;

    ObviousDetectFunction(long threshold, long ttlMillis) {
        this.threshold = threshold;
        this.ttlMillis = ttlMillis;
    }

    @Override
    public void open(OpenContext context) {
        mapper = new ObjectMapper();
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", ObviousCount.class));
    }

    @Override
    public void processElement(ObviousEvent event, Context context, Collector<OutputRecord> out) throws Exception {
        ObviousCount count = state.value();
        if (count == null) {
            count = new ObviousCount();
        }
        count.count++;
        moveTimer(count, context);
        state.update(count);
        if (count.count > threshold) {
            context.output(ObviousJob.REWRITTEN, rewritten(event));
        } else {
            byte[] key = event.distinctId.getBytes(StandardCharsets.UTF_8);
            out.collect(new OutputRecord(Route.EVENTS, key, event.value, Headers.NONE, event.timestampMillis));
        }
    }

    private void moveTimer(ObviousCount count, Context context) {
        long now = context.timerService().currentProcessingTime();
        if (count.lastSeenMillis != 0) {
            // Without this, the timers of a few minutes would fill the heap.
            context.timerService().deleteProcessingTimeTimer(count.lastSeenMillis + ttlMillis);
        }
        context.timerService().registerProcessingTimeTimer(now + ttlMillis);
        count.lastSeenMillis = now;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out) {
        state.clear();
    }

    private OutputRecord rewritten(ObviousEvent event) throws IOException {
        ObjectNode root = (ObjectNode) mapper.readTree(event.value);
        ObjectNode properties = (ObjectNode) root.get("properties");
        JsonNode name = root.get("event");
        JsonNode id = properties.get("distinct_id");
        root.put("event", "$hotshard_events");
        properties.put("distinct_id", "");
        properties.set("mp_original_event_name", name);
        properties.set("mp_original_distinct_id", id);
        return new OutputRecord(
                Route.EVENTS,
                UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8),
                mapper.writeValueAsBytes(root),
                Headers.NONE.with("hotshard-rewritten", event.date),
                event.timestampMillis);
    }
}
