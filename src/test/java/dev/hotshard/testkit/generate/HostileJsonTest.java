package dev.hotshard.testkit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.reference.ReferenceDetector;
import dev.hotshard.testkit.reference.ReferenceEvent;
import dev.hotshard.testkit.reference.ReferenceReader;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A test over generated values proves something only if all that matters is among them. */
class HostileJsonTest {

    private static final int CASES = 20_000;

    private final long seed = Seed.of(getClass());
    private final ReferenceReader reference = new ReferenceReader(
            ReferenceDetector.keySpec(ZoneId.of("UTC")), ReferenceDetector.MAX_EVENT_BYTES, () -> 0);

    @Test
    void shouldGenerateEveryFaultOfAValue() {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        int counted = 0;
        int exempt = 0;
        HostileJson json = new HostileJson(new SplittableRandom(seed), "token");
        for (int i = 0; i < CASES; i++) {
            ReferenceEvent event = reference.read(record(json.next()));
            if (event.reason() != null) {
                reasons.merge(event.reason(), 1, Integer::sum);
            } else if (event.isCounted()) {
                counted++;
            } else {
                exempt++;
            }
        }

        assertThat(reasons)
                .containsOnlyKeys(
                        Reason.INVALID_UTF8,
                        Reason.MALFORMED_JSON,
                        Reason.NOT_AN_OBJECT,
                        Reason.TOO_DEEP,
                        Reason.DUPLICATE_FIELD);
        assertThat(counted).isGreaterThan(CASES / 4);
        assertThat(exempt).isGreaterThan(CASES / 10);
    }

    @Test
    void shouldGenerateValidObjects() {
        HostileJson json = new HostileJson(new SplittableRandom(seed), "token");
        for (int i = 0; i < CASES; i++) {
            byte[] value = json.nextObject();
            assertThat(reference.read(record(value)).reason())
                    .as("%s", (Object) value)
                    .isIn(null, Reason.DUPLICATE_FIELD);
        }
    }

    @Test
    void shouldGenerateTheSameValuesFromTheSameSeed() {
        HostileJson one = new HostileJson(new SplittableRandom(seed), "token");
        HostileJson other = new HostileJson(new SplittableRandom(seed), "token");
        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    private static SourceRecord record(byte[] value) {
        return new SourceRecord(null, value, Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, 0);
    }
}
