package dev.hotshard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.shard.ScatterKey;
import dev.hotshard.shard.ScatterMode;
import dev.hotshard.testkit.Events;
import dev.hotshard.wire.Types;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RewriteFunctionTest {

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void hotEventLeavesRewrittenUnderItsScatterKeyWithItsDateInAHeader() throws Exception {
        Headers headers = new Headers(new String[] {"a", "a"}, new byte[][] {null, {1}});
        Event event = Events.read(new SourceRecord(new byte[] {9}, alice.value(), headers, 42, 3, 4));
        try (var rewrite = rewrite(1000, r -> true)) {
            rewrite.process(event);

            OutputRecord out = rewrite.out().get(0);
            assertThat(out.value()).isEqualTo(HotEvent.rewrite(event));
            assertThat(out.key()).isEqualTo(ScatterKey.stable("hotshard").of(event));
            assertThat(out.timestampMillis()).isEqualTo(42);
            assertThat(out.headers()).isEqualTo(new Headers(new String[] {"a", "a", "hotshard-rewritten"},
                    new byte[][] {null, {1}, "2021-04-18".getBytes(StandardCharsets.UTF_8)}));
            assertThat(rewrite.deadLetters()).isEmpty();
        }
    }

    @Test
    void eventThatBearsANameOfTheRewriteIsADeadLetter() throws Exception {
        for (String name : new String[] {"mp_original_event_name", "mp_original_distinct_id", "mp\\u005foriginal_event_name"}) {
            Event reserved = Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":1,\"%s\":null}}".formatted(name));
            try (var rewrite = rewrite(1000, r -> true)) {
                rewrite.process(reserved);

                assertThat(rewrite.out()).isEmpty();
                assertThat(rewrite.deadLetters()).singleElement().satisfies(letter -> {
                    assertThat(letter.source()).isSameAs(reserved.source());
                    assertThat(letter.rejection().reason()).isEqualTo(Reason.RESERVED_PROPERTY);
                });
            }
        }
    }

    @Test
    void eventThatTheRewriteWouldGrowAboveTheLimitIsADeadLetter() throws Exception {
        int length = HotEvent.rewrite(alice).length;
        try (var fits = rewrite(length, r -> true); var tooLarge = rewrite(length - 1, r -> true)) {
            fits.process(alice);
            tooLarge.process(alice);

            assertThat(fits.out()).hasSize(1);
            assertThat(tooLarge.out()).isEmpty();
            assertThat(tooLarge.deadLetters()).singleElement().extracting(letter -> letter.rejection().reason())
                    .isEqualTo(Reason.TOO_LARGE_REWRITTEN);
        }
    }

    @Test
    void recordThatTheDestinationDoesNotTakeIsADeadLetter() throws Exception {
        try (var rewrite = rewrite(1000, r -> r.value().length < alice.value().length)) {
            rewrite.process(alice);

            assertThat(rewrite.out()).isEmpty();
            assertThat(rewrite.deadLetters()).singleElement().extracting(letter -> letter.rejection().reason())
                    .isEqualTo(Reason.TOO_LARGE_REWRITTEN);
        }
    }

    private static StatelessHarness<Event, OutputRecord> rewrite(int maxEventBytes, RecordLimit limit) throws Exception {
        return new StatelessHarness<>(
                new RewriteFunction(DetectHarness.RULES, maxEventBytes, ScatterMode.DEDUP, limit), Types.OUTPUT_RECORD);
    }
}
