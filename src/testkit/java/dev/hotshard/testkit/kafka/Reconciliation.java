package dev.hotshard.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceEvent;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import dev.hotshard.testkit.reference.ReferenceReader;
import dev.hotshard.testkit.reference.Wtf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Compares all that a job read with all that it wrote, record by record, if no two inputs have the same
 * value. Each input must come out once, as an event or a dead letter. Of each key exactly as many events as
 * the threshold allows must pass unchanged, in each partition the first ones, and each hot key must have
 * one alert.
 */
public final class Reconciliation {
    private static final KeySpec DEFAULTS = new KeySpec(ZoneOffset.UTC, "token", "hotshard");

    private final long threshold;
    /** Inputs that are not in the output yet, by their values. */
    private final Map<String, ReferenceEvent> missing = new HashMap<>();

    private final Map<Key, Long> counts = new HashMap<>();
    private final Map<Key, Long> passed = new HashMap<>();
    private final Map<Key, Long> rewrittenOf = new HashMap<>();
    private final Map<Place, Long> lastPassed = new HashMap<>();
    private final Map<Place, Long> firstRewritten = new HashMap<>();
    private final List<String> surplus = new ArrayList<>();
    private final EventScanner scanner = new EventScanner(DEFAULTS.projectProperty());

    private Reconciliation(List<SourceRecord> sent, long threshold) {
        this.threshold = threshold;
        ReferenceReader reader =
                new ReferenceReader(DEFAULTS, ReferenceDetector.MAX_EVENT_BYTES, System::currentTimeMillis);
        for (SourceRecord record : sent) {
            ReferenceEvent event = reader.read(record);
            missing.put(KeyValue.text(record.value()), event);
            if (event.isCounted()) {
                counts.merge(event.key(), 1L, Long::sum);
            }
        }
        assertThat(missing).as("inputs of distinct values").hasSameSizeAs(sent);
    }

    /** Asserts that the output is the one expected for the input under the job's default options. */
    public static void assertExact(List<SourceRecord> sent, long threshold, JobOutputs.TopicContents outputs)
            throws IOException {
        exact(sent, threshold, outputs);
    }

    private static Reconciliation exact(List<SourceRecord> sent, long threshold, JobOutputs.TopicContents outputs)
            throws IOException {
        Reconciliation reconciliation = new Reconciliation(sent, threshold);
        assertThat(outputs.events().size() + outputs.deadLetters().size())
                .as("events and dead letters")
                .isEqualTo(sent.size());
        outputs.events().forEach(reconciliation::takeEvent);
        outputs.deadLetters().forEach(reconciliation::takeDeadLetter);
        assertThat(reconciliation.surplus)
                .as("records out that no input accounts for")
                .isEmpty();
        assertThat(reconciliation.missing.keySet())
                .as("inputs that did not come out")
                .isEmpty();
        reconciliation.assertLimits();
        reconciliation.assertAlerts(outputs.hotIds());
        return reconciliation;
    }

    /**
     * Asserts what {@link #assertExact} does, and that the last total of each hot key is exact.
     */
    public static void assertExactTotals(List<SourceRecord> sent, long threshold, JobOutputs.TopicContents outputs)
            throws IOException {
        exact(sent, threshold, outputs).assertTotals(outputs.hotIds());
    }

    private void takeEvent(ConsumerRecord<byte[], byte[]> record) {
        Header rewritten = record.headers().lastHeader("hotshard-rewritten");
        byte[] original = rewritten == null ? record.value() : HotEvent.restore(record.value(), scanner);
        ReferenceEvent event = original == null ? null : missing.remove(KeyValue.text(original));
        if (event == null || event.reason() != null) {
            surplus.add(record.toString());
        } else if (rewritten != null) {
            rewrittenOf.merge(event.key(), 1L, Long::sum);
            firstRewritten.merge(Place.of(event), event.source().offset(), Math::min);
            assertThat(record.value()).isEqualTo(event.rewritten());
            assertThat(record.key()).isEqualTo(event.scatterKey());
            assertThat(rewritten.value())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(event.key().date().toString());
        } else if (event.isCounted()) {
            assertThat(record.key()).isEqualTo(Wtf8.bytes(event.key().distinctId()));
            passed.merge(event.key(), 1L, Long::sum);
            lastPassed.merge(Place.of(event), event.source().offset(), Math::max);
        } else {
            assertThat(record.key()).isEqualTo(event.scatterKey());
        }
    }

    private void takeDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        ReferenceEvent event = missing.remove(KeyValue.text(record.value()));
        if (event == null || event.reason() == null) {
            surplus.add(record.toString());
        } else {
            assertThat(record.key()).isEqualTo(event.source().key());
            assertThat(record.headers().lastHeader("hotshard-reason").value())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(event.reason().name());
        }
    }

    private void assertLimits() {
        Map<Key, Long> allowed = counts.entrySet().stream()
                .collect(Collectors.toMap(Entry::getKey, count -> Math.min(count.getValue(), threshold)));
        assertThat(passed).as("events that passed, by key").isEqualTo(allowed);
        firstRewritten.forEach((place, offset) -> assertThat(lastPassed.getOrDefault(place, -1L))
                .as("the last that passed of %s is before the first that was rewritten", place)
                .isLessThan(offset));
    }

    private void assertAlerts(List<ConsumerRecord<byte[], byte[]>> alerts) throws IOException {
        List<Key> opened = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> alert : alerts) {
            JsonNode json = JsonMapper.builder().build().readTree(alert.value());
            if (json.path("type").asText().equals("TOTAL")) {
                continue;
            }
            assertThat(json.path("type").asText()).isEqualTo("OPENED");
            assertThat(json.path("count").asLong()).isEqualTo(threshold + 1);
            opened.add(key(json));
        }
        assertThat(opened).as("alerts").containsExactlyInAnyOrderElementsOf(hot());
    }

    private void assertTotals(List<ConsumerRecord<byte[], byte[]>> hotIds) throws IOException {
        Map<Key, Total> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> hotId : hotIds) {
            JsonNode json = JsonMapper.builder().build().readTree(hotId.value());
            if (json.path("type").asText().equals("TOTAL")) {
                last.put(
                        key(json),
                        new Total(
                                json.path("count").asLong(),
                                json.path("rewritten").asLong()));
            }
        }
        Map<Key, Total> exact = hot().stream()
                .collect(Collectors.toMap(
                        key -> key, key -> new Total(counts.get(key), rewrittenOf.getOrDefault(key, 0L))));
        assertThat(last).as("totals told last").isEqualTo(exact);
    }

    private List<Key> hot() {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > threshold)
                .map(Entry::getKey)
                .toList();
    }

    private static Key key(JsonNode hotId) {
        return new Key(
                hotId.path("project").asText(),
                hotId.path("distinct_id").asText(),
                LocalDate.parse(hotId.path("event_date").asText()));
    }

    private record Total(long count, long rewritten) {}

    /** Within a partition the events of a key keep their order. */
    private record Place(Key key, int partition) {

        static Place of(ReferenceEvent event) {
            return new Place(event.key(), event.source().partition());
        }
    }
}
