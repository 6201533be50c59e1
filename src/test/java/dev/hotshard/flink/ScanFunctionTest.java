package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScanFunctionTest {

    private static final int MAX_BYTES = 200;

    @Test
    void shouldForwardACountedEventWithItsRecord() throws Exception {
        SourceRecord record = Events.record(Events.value("alice"));
        try (var scan = scan(r -> true)) {
            scan.process(record);

            assertThat(scan.events())
                    .singleElement()
                    .isEqualTo(Events.read(record))
                    .extracting(Event::source)
                    .isSameAs(record);
            assertThat(scan.exempt()).isEmpty();
            assertThat(scan.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldEmitAnExemptEventUnchangedUnderAScatterKey() throws Exception {
        Headers headers = new Headers(new String[] {"h"}, new byte[][] {{1}});
        byte[] value = "{\"event\":\"e\",\"properties\":{}}".getBytes(StandardCharsets.UTF_8);
        try (var scan = scan(r -> true)) {
            scan.process(new SourceRecord(new byte[] {7}, value, headers, 42, 3, 4));

            assertThat(scan.events()).isEmpty();
            OutputRecord exempt = scan.exempt().get(0);
            assertThat(exempt.value()).isSameAs(value);
            assertThat(exempt.headers()).isEqualTo(headers);
            assertThat(exempt.timestampMillis()).isEqualTo(42);
            assertThat(new String(exempt.key(), StandardCharsets.US_ASCII)).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void shouldDeadLetterRecordsThatAreNotEvents() throws Exception {
        SourceRecord malformed = Events.record("{");
        SourceRecord tombstone = new SourceRecord(new byte[] {1}, null, Headers.NONE, 0, 0, 0);
        SourceRecord tooLarge = Events.record(new byte[MAX_BYTES + 1]);
        try (var scan = scan(r -> true)) {
            scan.process(malformed);
            scan.process(tombstone);
            scan.process(tooLarge);

            assertThat(scan.deadLetters())
                    .extracting(DeadLetter::source)
                    .containsExactly(malformed, tombstone, tooLarge);
            assertThat(scan.deadLetters())
                    .extracting(letter -> letter.rejection().reason())
                    .containsExactly(Reason.MALFORMED_JSON, Reason.NULL_VALUE, Reason.TOO_LARGE);
            assertThat(scan.events()).isEmpty();
        }
    }

    @Test
    void shouldDeadLetterAnExemptEventThatTheDestinationRefuses() throws Exception {
        try (var scan = scan(r -> r.route() != Route.EVENTS)) {
            scan.process(Events.record("{}"));
            scan.process(Events.record(Events.value("alice")));

            assertThat(scan.deadLetters())
                    .singleElement()
                    .extracting(letter -> letter.rejection().reason())
                    .isEqualTo(Reason.TOO_LARGE);
            assertThat(scan.exempt()).isEmpty();
            assertThat(scan.events())
                    .as("the size of a counted event is checked once its key is known")
                    .hasSize(1);
        }
    }

    @Test
    void shouldTrustARestoredEventOnlyIfConfigured() throws Exception {
        SourceRecord restored = new SourceRecord(
                null,
                Events.value("alice").getBytes(StandardCharsets.UTF_8),
                Headers.NONE.with("hotshard-restored", ""),
                42,
                0,
                0);
        try (var trusting = scan(r -> true, true);
                var wary = scan(r -> true)) {
            trusting.process(restored);
            trusting.process(Events.record(Events.value("alice")));
            trusting.process(restored.withValue(new byte[] {'{'}));
            wary.process(restored);

            OutputRecord passed = trusting.exempt().get(0);
            assertThat(passed.value()).isSameAs(restored.value());
            assertThat(passed.headers())
                    .as("the header stays for later readers")
                    .isEqualTo(restored.headers());
            assertThat(new String(passed.key(), StandardCharsets.US_ASCII))
                    .as("the id as key would overload its shard again")
                    .matches("[0-9a-f]{32}");
            assertThat(trusting.exempt()).hasSize(1);
            assertThat(trusting.events()).as("the event without the header").hasSize(1);
            assertThat(trusting.deadLetters())
                    .as("the header does not make a malformed value an event")
                    .hasSize(1);
            assertThat(wary.events()).hasSize(1);
            assertThat(wary.exempt()).isEmpty();
        }
    }

    private static ScanHarness scan(RecordLimit limit) throws Exception {
        return scan(limit, false);
    }

    private static ScanHarness scan(RecordLimit limit, boolean trustRestored) throws Exception {
        RewriteSpec spec = new RewriteSpec(DetectHarness.SPEC, MAX_BYTES, ScatterMode.DEDUP, "in", limit);
        return new ScanHarness(spec, trustRestored);
    }
}
