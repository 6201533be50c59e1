package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.Wtf8;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdmitFunctionTest {

    @Test
    void coldEventLeavesWithTheBytesItCameWith() throws Exception {
        Event event = Events.read(Events.value("alice"));
        try (var admit = admit(r -> true)) {
            admit.process(event);

            OutputRecord out = admit.out().get(0);
            assertThat(out.value()).isSameAs(event.value());
            assertThat(out.headers()).isSameAs(event.source().headers());
            assertThat(out.timestampMillis()).isEqualTo(Events.TIME_MILLIS);
            assertThat(out.key()).isEqualTo("alice".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void keyIsTheTextOfTheId() throws Exception {
        try (var admit = admit(r -> true)) {
            for (String id : new String[] {"\"\\u0061lice\"", "1e2", "\"日\"", "\"\\ud800\"", "\"\\ud83d\\ude00\""}) {
                admit.process(Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":%s}}".formatted(id)));
            }

            assertThat(admit.out())
                    .extracting(OutputRecord::key)
                    .containsExactly(
                            Wtf8.bytes("alice"),
                            Wtf8.bytes("1e2"),
                            Wtf8.bytes("日"),
                            Wtf8.bytes("\ud800"),
                            Wtf8.bytes("😀"));
        }
    }

    @Test
    void recordThatTheDestinationDoesNotTakeIsADeadLetter() throws Exception {
        Event event = Events.read(Events.value("alice"));
        try (var admit = admit(r -> false)) {
            admit.process(event);

            assertThat(admit.out()).isEmpty();
            assertThat(admit.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.source()).isSameAs(event.source());
                assertThat(letter.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
            });
        }
    }

    private static StatelessHarness<Event, OutputRecord> admit(RecordLimit limit) throws Exception {
        return new StatelessHarness<>(new AdmitFunction(limit), Types.OUTPUT_RECORD);
    }
}
