package dev.hotshard.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RewriterTest {

    private static final KeySpec SPEC = ReferenceDetector.keySpec(ZoneOffset.UTC);

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void shouldRewriteUnderAScatterKeyWithTheDateInAHeader() {
        Headers headers = new Headers(new String[] {"a", "a"}, new byte[][] {null, {1}});
        Event event = Events.read(new SourceRecord(new byte[] {9}, alice.value(), headers, 42, 3, 4));

        OutputRecord out = rewriter(1000, r -> true).rewrite(event);

        assertThat(out.route()).isEqualTo(Route.EVENTS);
        assertThat(out.value()).isEqualTo(HotEvent.rewrite(event));
        assertThat(out.key()).isEqualTo(ScatterKey.stable("hotshard").of(event));
        assertThat(out.timestampMillis()).isEqualTo(42);
        assertThat(out.headers()).isEqualTo(new Headers(new String[] {"a", "a", "hotshard-rewritten"}, new byte[][] {
            null, {1}, "2021-04-18".getBytes(StandardCharsets.UTF_8)
        }));
    }

    @Test
    void shouldRejectAnEventWithAReservedProperty() {
        for (String name :
                new String[] {"mp_original_event_name", "mp_original_distinct_id", "mp\\u005foriginal_event_name"}) {
            Event reserved =
                    Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":1,\"%s\":null}}".formatted(name));

            assertRejected(rewriter(1000, r -> true), reserved, Reason.RESERVED_PROPERTY);
        }
    }

    @Test
    void shouldRejectAnEventThatTheRewriteWouldNestTooDeep() {
        for (String open : new String[] {"[", "{\"[\":", "[\"[[\\\"]]]\\\\\","}) {
            String close = open.startsWith("[") ? "]" : "}";

            assertThat(rewriter(1 << 20, r -> true).rewrite(nested(open, close, 998)))
                    .isNotNull();
            assertRejected(rewriter(1 << 20, r -> true), nested(open, close, 999), Reason.TOO_DEEP);
        }
    }

    private static Event nested(String open, String close, int depth) {
        return Events.read("{\"event\":%s1%s,\"properties\":{\"distinct_id\":1}}"
                .formatted(open.repeat(depth), close.repeat(depth)));
    }

    @Test
    void shouldRejectAnEventThatIsTooLargeOnceRewritten() {
        int length = HotEvent.rewrite(alice).length;

        assertThat(rewriter(length, r -> true).rewrite(alice)).isNotNull();
        assertRejected(rewriter(length - 1, r -> true), alice, Reason.TOO_LARGE_REWRITTEN);
    }

    @Test
    void shouldRejectARecordThatIsTooLargeForItsDestination() {
        assertRejected(
                rewriter(1000, r -> r.value().length <= alice.value().length), alice, Reason.TOO_LARGE_REWRITTEN);
    }

    private static void assertRejected(Rewriter rewriter, Event event, Reason reason) {
        assertThat(rewriter.rewrite(event)).isNull();
        assertThat(rewriter.rejection().reason()).isEqualTo(reason);
    }

    private static Rewriter rewriter(int maxEventBytes, RecordLimit limit) {
        return new Rewriter(new RewriteSpec(SPEC, maxEventBytes, ScatterMode.DEDUP, "in", limit));
    }
}
