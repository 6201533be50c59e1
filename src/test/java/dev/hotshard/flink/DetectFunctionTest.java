package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Route;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReadNotice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DetectFunctionTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();

    private final Event alice = Events.read(Events.value("alice"));
    private final Event bob = Events.read(Events.value("bob"));

    @Test
    void shouldPassEventsUpToTheThresholdAndRewriteLaterOnes() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.process(alice, 5);
            detect.process(bob, 3);

            assertThat(detect.cold())
                    .extracting(OutputRecord::value)
                    .containsExactly(
                            alice.value(), alice.value(), alice.value(), bob.value(), bob.value(), bob.value());
            assertThat(detect.rewritten())
                    .extracting(OutputRecord::value)
                    .containsExactly(HotEvent.rewrite(alice), HotEvent.rewrite(alice));
        }
    }

    @Test
    void shouldRaiseOneAlertAtTheFirstHotEvent() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.setTime(NOW);
            detect.process(alice, 3);
            assertThat(detect.alerts()).isEmpty();

            detect.process(alice, 100);

            assertThat(detect.alerts())
                    .containsExactly(new ReadNotice(
                            ReadNotice.Type.OPENED,
                            alice.key(),
                            new DisplayText("p1", false),
                            new DisplayText("alice", false),
                            LocalDate.of(2021, 4, 18),
                            3,
                            4,
                            0,
                            new DisplayText("Signed up", false),
                            Instant.ofEpochMilli(NOW),
                            Instant.ofEpochMilli(NOW)));
        }
    }

    @Test
    void shouldDeadLetterButCountAnEventThatCannotBeRewritten() throws Exception {
        Event reserved =
                Events.read("{\"event\":\"e\",\"properties\":{\"token\":\"p1\",\"distinct_id\":\"alice\",\"time\":%d,"
                                .formatted(Events.TIME_MILLIS)
                        + "\"mp_original_event_name\":1}}");
        try (DetectHarness detect = DetectHarness.start(2)) {
            detect.process(alice);
            detect.process(reserved, 2);
            detect.process(alice);

            assertThat(detect.cold()).extracting(OutputRecord::value).containsExactly(alice.value(), reserved.value());
            assertThat(detect.deadLetters()).extracting(DeadLetter::source).containsExactly(reserved.source());
            assertThat(detect.rewritten()).extracting(OutputRecord::value).containsExactly(HotEvent.rewrite(alice));
            assertThat(detect.alerts())
                    .singleElement()
                    .extracting(ReadNotice::eventName)
                    .isEqualTo(new DisplayText("e", false));
        }
    }

    @Test
    void shouldEmitAColdEventUnchangedUnderItsId() throws Exception {
        try (DetectHarness detect = DetectHarness.start(3)) {
            detect.process(alice);

            assertThat(detect.cold()).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("alice".getBytes(StandardCharsets.UTF_8));
                assertThat(record.value()).isEqualTo(alice.value());
                assertThat(record.headers()).isEqualTo(alice.source().headers());
                assertThat(record.timestampMillis()).isEqualTo(alice.source().timestampMillis());
            });
        }
    }

    @Test
    void shouldDeadLetterAColdEventThatTheDestinationRefuses() throws Exception {
        RewriteSpec none = new RewriteSpec(
                DetectHarness.SPEC, 1 << 20, ScatterMode.DEDUP, "in", record -> record.route() != Route.EVENTS);
        DetectFunction function =
                new DetectFunction(Thresholds.fixed(3), DetectHarness.TTL, none, false, DetectHarness.SUBMISSION);
        try (DetectHarness detect = DetectHarness.start(function)) {
            detect.process(alice);

            assertThat(detect.cold()).isEmpty();
            assertThat(detect.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.source().value()).isEqualTo(alice.value());
                assertThat(letter.rejection().reason()).isEqualTo(Reason.TOO_LARGE);
            });
        }
    }
}
