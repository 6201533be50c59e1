package dev.hotshard.flink;

import static dev.hotshard.testkit.reference.ReferenceOutcome.multiset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The job is idempotent: a second job with the same options does not change the output of the first. */
class SecondDeploymentTest {

    private static final int RECORDS = 10_000;
    private static final int THRESHOLD = 5;
    private static final int MAX_BYTES = 5_000;
    private static final RewriteSpec SPEC =
            new RewriteSpec(DetectHarness.SPEC, MAX_BYTES, ScatterMode.DEDUP, "in", record -> true);

    private record Run(List<OutputRecord> out, List<OutputRecord> rewritten, Map<Reason, Integer> deadLetters) {}

    @Test
    void shouldNotChangeTheOutputOfAnotherJob() throws Exception {
        SplittableRandom random = Seed.random(getClass());
        HostileJson json = new HostileJson(random, "token");
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(Events.record(random.nextInt(50) == 0 ? json.nextDeepName() : json.next()));
        }

        Run first = run(records);
        Run second = run(first.out().stream()
                .map(out -> new SourceRecord(out.key(), out.value(), out.headers(), out.timestampMillis(), 0, 0))
                .toList());

        assertThat(first.rewritten()).hasSizeGreaterThan(RECORDS / 20);
        assertThat(first.deadLetters()).containsKeys(Reason.TOO_DEEP, Reason.TOO_LARGE, Reason.RESERVED_PROPERTY);
        assertThat(second.deadLetters()).isEmpty();
        assertThat(second.rewritten()).isEmpty();
        assertThat(values(second)).isEqualTo(values(first));
    }

    private static Run run(List<SourceRecord> records) throws Exception {
        try (var scan = new ScanHarness(SPEC, false);
                var detect = DetectHarness.start(new DetectFunction(
                        Thresholds.fixed(THRESHOLD), DetectHarness.TTL, SPEC, false, DetectHarness.SUBMISSION))) {
            for (SourceRecord record : records) {
                scan.process(record);
            }
            for (Event event : scan.events()) {
                detect.process(event);
            }
            return new Run(
                    Stream.of(scan.exempt(), detect.cold(), detect.rewritten())
                            .flatMap(List::stream)
                            .toList(),
                    List.copyOf(detect.rewritten()),
                    multiset(Stream.of(scan.deadLetters(), detect.deadLetters())
                            .flatMap(List::stream)
                            .map(letter -> letter.rejection().reason())
                            .toList()));
        }
    }

    private static Map<KeyValue, Integer> values(Run run) {
        return multiset(run.out().stream()
                .map(record -> KeyValue.of(null, record.value()))
                .toList());
    }
}
