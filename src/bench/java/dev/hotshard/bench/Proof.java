package dev.hotshard.bench;

import static dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue.text;
import static dev.hotshard.testkit.reference.ReferenceOutcome.multiset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Metrics;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.reference.ReadNotice;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import dev.hotshard.testkit.reference.ReferenceOutcome.Alert;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the output of a variant for the first events of a benchmark with the reference. */
final class Proof {

    static final int EVENTS = 50_000;
    /** A threshold low enough that ids of a uniform distribution become hot. */
    private static final long THRESHOLD = 1;
    /** A threshold of which the slack fraction is at least one event. */
    private static final long THRESHOLD_WITH_SLACK = 20;

    private static final long MOST_WITH_SLACK = 30;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Variant variant;
    private final Keys keys;

    Proof(BenchRow row) {
        variant = row.variant();
        keys = row.keys();
    }

    Map<String, String> options() {
        return variant == Variant.SLACK
                ? Map.of(
                        Options.THRESHOLD.key(),
                        Long.toString(THRESHOLD_WITH_SLACK),
                        Options.ADMISSION_SLACK.key(),
                        "0.5")
                : Map.of(Options.THRESHOLD.key(), Long.toString(THRESHOLD));
    }

    Settings settings() {
        return Settings.of(Configuration.fromMap(options()));
    }

    /** Like {@link #check(List, Stream, Stream)}, for records read from topics. */
    void check(JobOutputs.TopicContents out) throws IOException {
        List<OutputRecord> events = out.events().stream()
                .map(r -> new OutputRecord(Route.EVENTS, r.key(), r.value(), Headers.NONE, r.timestamp()))
                .toList();
        List<String> opened = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> hotId : out.hotIds()) {
            if (JSON.readTree(hotId.value()).path("type").asText().equals(ReadNotice.Type.OPENED.name())) {
                opened.add(text(hotId.key()));
            }
        }
        check(events, opened.stream(), out.deadLetters().stream().map(ConsumerRecord::value));
    }

    /**
     * @param openedKeys counter keys of the alerts
     * @param deadLetters values of the dead letters
     * @throws IllegalStateException if an event was lost, duplicated or changed incorrectly
     */
    void check(List<OutputRecord> out, Stream<String> openedKeys, Stream<byte[]> deadLetters) {
        MakeEventFunction maker = new MakeEventFunction(keys, 0);
        maker.open(null);
        List<SourceRecord> in = LongStream.range(0, EVENTS).mapToObj(maker::map).toList();
        if (variant == Variant.IDENTITY) {
            same("events", in.stream().map(r -> text(r.value())), out.stream().map(r -> text(r.value())));
            return;
        }
        if (variant == Variant.SLACK) {
            checkWithSlack(in, out, openedKeys.toList(), deadLetters);
            return;
        }
        ReferenceOutcome expected =
                ReferenceDetector.run(in, variant == Variant.SCAN ? in.size() : THRESHOLD, ZoneOffset.UTC);
        if (variant == Variant.OBVIOUS) {
            // A tree is written with other spacing, and the scatter keys of this variant are random.
            same(
                    "events",
                    outputs(expected).map(r -> tree(r.value())),
                    out.stream().map(r -> tree(r.value())));
        } else {
            same(
                    "events",
                    outputs(expected).map(Proof::keyAndValue),
                    out.stream().map(Proof::keyAndValue));
            same("hot ids", expected.alerts().values().stream().map(Alert::counterKey), openedKeys);
        }
        if (variant == Variant.GATE_ON && keys.isHot() && Meter.sum("gate", Metrics.GATE_REWRITTEN) == 0) {
            throw new IllegalStateException("the gate rewrote no event of " + keys);
        }
        same(
                "dead letters",
                expected.deadLetters().stream()
                        .map(letter -> text(letter.source().value())),
                deadLetters.map(KeyValue::text));
    }

    /** With slack, it is not determined which events pass, only at least and at most how many. */
    private void checkWithSlack(
            List<SourceRecord> in, List<OutputRecord> out, List<String> openedKeys, Stream<byte[]> deadLetters) {
        ReferenceOutcome least = ReferenceDetector.run(in, THRESHOLD_WITH_SLACK, ZoneOffset.UTC);
        ReferenceOutcome most = ReferenceDetector.run(in, MOST_WITH_SLACK, ZoneOffset.UTC);
        EventScanner scanner = new EventScanner(settings().events().keySpec().projectProperty());
        Stream<String> restored = out.stream().map(record -> text(asItCame(record.value(), scanner)));
        same("events", in.stream().map(r -> text(r.value())), Stream.concat(restored, deadLetters.map(KeyValue::text)));
        Map<String, Integer> passed = passedById(out);
        Map<String, Integer> mostById = passedById(most.admitted());
        passedById(least.admitted()).forEach((id, count) -> {
            int actual = passed.getOrDefault(id, 0);
            if (actual < count || actual > mostById.get(id)) {
                throw new IllegalStateException("%s: %,d events of %s passed instead of %,d to %,d"
                        .formatted(variant, actual, id, count, mostById.get(id)));
            }
        });
        if (!openedKeys.containsAll(counterKeys(most)) || !counterKeys(least).containsAll(openedKeys)) {
            throw new IllegalStateException(
                    "%s: %,d alerts, not those of all ids above threshold and slack and of none below the threshold"
                            .formatted(variant, openedKeys.size()));
        }
        if (Meter.sum("gate", Metrics.ADMITTED_LOCALLY) == 0) {
            throw new IllegalStateException("the gate admitted no event of " + keys);
        }
    }

    private static List<String> counterKeys(ReferenceOutcome outcome) {
        return outcome.alerts().values().stream().map(Alert::counterKey).toList();
    }

    private static byte[] asItCame(byte[] value, EventScanner scanner) {
        byte[] restored = HotEvent.restore(value, scanner);
        return restored == null ? value : restored;
    }

    /** Counts the events per id that have it as their key, unlike rewritten and exempt ones. */
    private static Map<String, Integer> passedById(List<OutputRecord> events) {
        return multiset(events.stream().map(record -> text(record.key())).toList());
    }

    private <T> void same(String what, Stream<T> expected, Stream<T> actual) {
        Map<T, Integer> missing = multiset(expected.toList());
        actual.forEach(item -> missing.merge(item, -1, Integer::sum));
        missing.values().removeIf(count -> count == 0);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("%s: wrong %s: %,d differ in number, such as %s"
                    .formatted(
                            variant,
                            what,
                            missing.size(),
                            missing.entrySet().iterator().next()));
        }
    }

    private static Stream<OutputRecord> outputs(ReferenceOutcome expected) {
        return Stream.of(expected.admitted(), expected.exempt(), expected.rewritten())
                .flatMap(List::stream);
    }

    private static KeyValue keyAndValue(OutputRecord record) {
        return KeyValue.of(record.key(), record.value());
    }

    private static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
