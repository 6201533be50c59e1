package dev.hotshard.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.Headers;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.mitigate.ScatterKey;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Mutator;
import dev.hotshard.testkit.reference.ReferenceEvent.ReferenceMembers;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Compares the results of our code for hostile values with those of {@link ReferenceReader}. Not
 * thread-safe.
 */
public final class Oracle {

    private static final long NOW = Instant.parse("2024-02-29T23:59:59.999Z").toEpochMilli();

    private final SplittableRandom random;
    private final Mutator mutator;
    private final List<Setup> setups;

    /** All cases follow from the seed. */
    public Oracle(long seed) {
        random = new SplittableRandom(seed);
        mutator = new Mutator(random);
        setups = List.of(
                new Setup("UTC", "token", ReferenceDetector.MAX_EVENT_BYTES),
                new Setup("America/New_York", "token", 300),
                new Setup("Pacific/Apia", "projekt_ü", ReferenceDetector.MAX_EVENT_BYTES),
                new Setup("Europe/Amsterdam", "proj", ReferenceDetector.MAX_EVENT_BYTES));
    }

    /**
     * Makes one case and compares.
     *
     * @return whether the value was an event to be counted
     * @throws AssertionError if the answers differ, with the value in it
     */
    public boolean next() {
        return setups.get(random.nextInt(setups.size())).next();
    }

    private final class Setup {

        private final HostileJson json;
        private final EventReader reader;
        private final ReferenceReader reference;
        private final EventScanner scanner;
        private final ScatterKey scatterKey;

        Setup(String zone, String projectProperty, int maxBytes) {
            KeySpec spec = new KeySpec(ZoneId.of(zone), projectProperty, "key of " + zone);
            json = new HostileJson(random, projectProperty);
            reader = new EventReader(spec, maxBytes, () -> NOW);
            reference = new ReferenceReader(spec, maxBytes, () -> NOW);
            scanner = new EventScanner(projectProperty);
            scatterKey = ScatterKey.stable(spec.hashKey());
        }

        boolean next() {
            ReferenceEvent event = check(random.nextInt(200) == 0 ? json.nextDeepName() : json.next());
            if (event.rewritten() != null && random.nextInt(8) == 0) {
                check(random.nextInt(4) == 0 ? event.rewritten() : mutator.mutate(event.rewritten()));
            }
            return event.isCounted();
        }

        private ReferenceEvent check(byte[] value) {
            SourceRecord record = new SourceRecord(null, value, Headers.NONE, timestamp(), 0, 0);
            try {
                ReferenceEvent expected = reference.read(record);
                Event event = reader.read(record);
                compare(expected, event);
                if (event != null) {
                    compareRestored(event);
                }
                return expected;
            } catch (Throwable e) {
                throw new AssertionError("on " + printable(value), e);
            }
        }

        private long timestamp() {
            return switch (random.nextInt(8)) {
                case 0 -> SourceRecord.NO_TIMESTAMP;
                case 1 -> random.nextLong();
                default -> random.nextLong(253_402_300_800_000L);
            };
        }

        private void compare(ReferenceEvent expected, Event event) {
            same("reason", expected.reason(), event == null ? reader.rejection().reason() : null);
            if (event == null) {
                return;
            }
            same(
                    "members",
                    expected.members(),
                    new ReferenceMembers(
                            event.event(),
                            scanProperties(event),
                            event.distinctId(),
                            event.time(),
                            event.insertId(),
                            event.project(),
                            event.originalEvent(),
                            event.originalId()));
            same("counted", expected.isCounted(), event.key() != null);
            same("scatter key", text(expected.scatterKey()), text(scatterKey.of(event)));
            if (expected.isCounted()) {
                same(
                        "id",
                        text(Wtf8.bytes(expected.key().distinctId())),
                        text(JsonText.bytes(event.value(), event.distinctId())));
                same("date", expected.key().date(), event.date());
                same("date fell back", expected.timeFellBack(), reader.timeFellBack());
                same("counter key", text(expected.counterKey()), event.key().toHex());
                same("reserved", expected.reserved(), event.hasReservedProperty());
                compareRewritten(expected, event);
            }
        }

        private long scanProperties(Event event) {
            scanner.scan(event.value());
            return scanner.properties();
        }

        private void compareRewritten(ReferenceEvent expected, Event event) {
            same("too deep once rewritten", expected.tooDeepRewritten(), HotEvent.isTooDeepRewritten(event));
            if (expected.reserved()) {
                return;
            }
            byte[] rewritten = HotEvent.rewrite(event);
            same("rewritten", text(expected.rewritten()), text(rewritten));
            same("rewritten length", HotEvent.rewrittenLength(event), (long) rewritten.length);
            same("restored", text(event.value()), text(HotEvent.restore(rewritten, scanner)));
        }

        /**
         * The original of a value that came in rewritten must be an event that can be rewritten, and its
         * rewrite must be restored to it.
         */
        private void compareRestored(Event event) {
            byte[] restored = HotEvent.restore(event.value(), scanner);
            if (restored != null) {
                Event original = reader.read(new SourceRecord(null, restored, Headers.NONE, 0, 0, 0));
                assertThat(original.key()).isNotNull();
                assertThat(original.hasReservedProperty()).isFalse();
                same("restored once more", text(restored), text(HotEvent.restore(HotEvent.rewrite(original), scanner)));
            }
        }
    }

    private static void same(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    private static String text(byte[] bytes) {
        return ReferenceOutcome.KeyValue.text(bytes);
    }

    /** The value as a Java string literal of one {@code char} a byte. */
    private static String printable(byte[] value) {
        StringBuilder out = new StringBuilder(value.length + " bytes: \"");
        for (byte b : Arrays.copyOf(value, Math.min(value.length, 8000))) {
            if (b == '"' || b == '\\') {
                out.append('\\').append((char) b);
            } else if (b >= 0x20 && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append("\\u%04x".formatted(b & 0xff));
            }
        }
        return out.append('"').toString();
    }
}
