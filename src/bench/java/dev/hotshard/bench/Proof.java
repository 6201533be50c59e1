package dev.hotshard.bench;

import static dev.hotshard.testkit.ReferenceOutcome.KeyValue.text;
import static dev.hotshard.testkit.ReferenceOutcome.multiset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.detect.HotId;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.job.Options;
import dev.hotshard.job.Settings;
import dev.hotshard.testkit.ReferenceDetector;
import dev.hotshard.testkit.ReferenceOutcome;
import dev.hotshard.testkit.ReferenceOutcome.Alert;
import dev.hotshard.testkit.ReferenceOutcome.KeyValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a variant over the first events of a benchmark and compares all that comes out with the reference. */
final class Proof {

    private static final int EVENTS = 50_000;
    /** Low enough that ids of a uniform distribution become hot. */
    private static final long THRESHOLD = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Variant variant;

    private Proof(Variant variant) {
        this.variant = variant;
    }

    /** @throws IllegalStateException if an event was lost, added, or came out otherwise than it should */
    static void check(Row row) throws Exception {
        Variant variant = row.variant();
        Keys keys = row.keys();
        Results.clear();
        Traffic.start();
        StreamExecutionEnvironment env = LocalJob.environment(row.parallelism(), row.state());
        Settings settings = Settings.of(new Configuration().set(Options.THRESHOLD, THRESHOLD));
        variant.define(env, new MemoryEnds(keys, EVENTS, 1, true), settings);
        env.execute("proof of " + variant);

        MakeEventFunction events = new MakeEventFunction(keys);
        events.open(null);
        new Proof(variant).check(LongStream.range(0, EVENTS).mapToObj(events::map).toList());
        Results.clear();
    }

    private void check(List<SourceRecord> in) {
        Stream<OutputRecord> out = Results.EVENTS.stream();
        if (variant == Variant.IDENTITY) {
            same("events", in.stream().map(r -> text(r.value())), out.map(r -> text(r.value())));
            return;
        }
        ReferenceOutcome expected = ReferenceDetector.run(in, THRESHOLD, ZoneOffset.UTC);
        if (variant == Variant.OBVIOUS) {
            // A tree is written in a spelling of its own, and these scatter keys are random.
            same("events", outputs(expected).map(r -> tree(r.value())), out.map(r -> tree(r.value())));
        } else {
            same("events", outputs(expected).map(Proof::keyAndValue), out.map(Proof::keyAndValue));
            same("hot ids", expected.alerts().values().stream().map(Alert::counterKey),
                    Results.HOT_IDS.stream().filter(id -> id.type() == HotId.Type.OPENED).map(id -> id.key().toHex()));
        }
        same("dead letters", expected.deadLetters().stream().map(letter -> text(letter.source().value())),
                Results.DEAD_LETTERS.stream().map(letter -> text(letter.source().value())));
    }

    private <T> void same(String what, Stream<T> expected, Stream<T> actual) {
        Map<T, Integer> missing = multiset(expected.toList());
        actual.forEach(item -> missing.merge(item, -1, Integer::sum));
        missing.values().removeIf(count -> count == 0);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("%s: wrong %s: %,d differ in number, such as %s"
                    .formatted(variant, what, missing.size(), missing.entrySet().iterator().next()));
        }
    }

    private static Stream<OutputRecord> outputs(ReferenceOutcome expected) {
        return Stream.of(expected.admitted(), expected.exempt(), expected.rewritten()).flatMap(List::stream);
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
