package dev.hotshard.flink;

import static dev.hotshard.testkit.reference.ReferenceOutcome.multiset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.mitigate.RewriteSpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReadNotice;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import dev.hotshard.testkit.reference.ReferenceOutcome.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All operators in sequence process hostile records exactly as the reference does and lose none. */
class OperatorsOracleTest {

    private static final int RECORDS = 10_000;
    private static final int THRESHOLD = 5;
    private static final int MAX_BYTES = 5_000;
    private static final RecordLimit LIMIT =
            record -> record.route() != Route.EVENTS || record.key().length + record.value().length <= 500;

    @Test
    void shouldAgreeWithTheReference() throws Exception {
        List<SourceRecord> records = records(Seed.random(getClass()));
        ReferenceOutcome expected = new ReferenceDetector(
                        DetectHarness.SPEC, MAX_BYTES, LIMIT, System::currentTimeMillis)
                .run(records, THRESHOLD);
        RewriteSpec spec = new RewriteSpec(DetectHarness.SPEC, MAX_BYTES, ScatterMode.DEDUP, "in", LIMIT);
        try (var scan = new ScanHarness(spec, false);
                var detect = DetectHarness.start(new DetectFunction(
                        Thresholds.fixed(THRESHOLD), DetectHarness.TTL, spec, false, DetectHarness.SUBMISSION))) {
            for (SourceRecord record : records) {
                scan.process(record);
            }
            for (Event event : scan.events()) {
                detect.process(event);
            }

            assertThat(events(detect.cold())).isEqualTo(events(expected.admitted()));
            assertThat(events(detect.rewritten())).isEqualTo(events(expected.rewritten()));
            assertThat(events(scan.exempt())).isEqualTo(events(expected.exempt()));
            assertThat(detect.rewritten())
                    .extracting(OutputRecord::headers)
                    .isEqualTo(expected.rewritten().stream()
                            .map(OutputRecord::headers)
                            .toList());
            List<DeadLetter> letters = Stream.of(scan.deadLetters(), detect.deadLetters())
                    .flatMap(List::stream)
                    .toList();
            assertThat(multiset(letters.stream()
                            .map(l -> new Letter(l.source(), l.rejection().reason()))
                            .toList()))
                    .isEqualTo(multiset(expected.deadLetters()));
            assertThat(detect.alerts())
                    .extracting(OperatorsOracleTest::alert)
                    .isEqualTo(expected.alerts().values().stream()
                            .map(a -> a.counterKey() + " " + a.count())
                            .toList());
            assertThat(detect.cold().size()
                            + detect.rewritten().size()
                            + scan.exempt().size()
                            + letters.size())
                    .isEqualTo(RECORDS);
        }
        assertThat(multiset(expected.deadLetters().stream().map(Letter::reason).toList()))
                .containsKeys(
                        Reason.NULL_VALUE,
                        Reason.TOO_LARGE,
                        Reason.INVALID_UTF8,
                        Reason.MALFORMED_JSON,
                        Reason.NOT_AN_OBJECT,
                        Reason.TOO_DEEP,
                        Reason.DUPLICATE_FIELD,
                        Reason.RESERVED_PROPERTY,
                        Reason.TOO_LARGE_REWRITTEN);
        assertThat(expected.rewritten()).hasSizeGreaterThan(RECORDS / 20);
        assertThat(expected.admitted()).hasSizeGreaterThan(RECORDS / 20);
    }

    private static List<SourceRecord> records(SplittableRandom random) {
        HostileJson json = new HostileJson(random, "token");
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(Events.record(
                    random.nextInt(100) == 0
                            ? (byte[]) null
                            : random.nextInt(100) == 0 ? json.nextDeepName() : json.next()));
        }
        return records;
    }

    private static List<KeyValue> events(List<OutputRecord> records) {
        return records.stream()
                .map(record -> KeyValue.of(record.key(), record.value()))
                .toList();
    }

    private static String alert(ReadNotice alert) {
        return alert.key().toHex() + " " + alert.count();
    }
}
