package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotId;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeBuffer;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializersTest {

    private static final int VALUES = 200;
    private static final SplittableRandom RANDOM = Seed.random(SerializersTest.class);
    private static final HostileJson JSON = new HostileJson(RANDOM, "token");

    /** A type that goes over the wire, and values of it. */
    record Kind<T>(TypeInformation<T> type, Supplier<T> values) {

        TypeSerializer<T> serializer() {
            return type.createSerializer(new SerializerConfigImpl());
        }

        @Override
        public String toString() {
            return type.toString();
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                new Kind<>(Types.SOURCE_RECORD, SerializersTest::source),
                new Kind<>(Types.EVENT, SerializersTest::event),
                new Kind<>(Types.COUNTER_KEY, SerializersTest::key),
                new Kind<>(Types.COUNT_CELL, () -> new CountCell(count())),
                new Kind<>(Types.OUTPUT_RECORD, () -> output()),
                new Kind<>(Types.SCAN_RESULT, () -> RANDOM.nextBoolean() ? event() : output()),
                new Kind<>(Types.OPENED_NOTICE, SerializersTest::opened),
                new Kind<>(Types.HOT_KEY_STATE, SerializersTest::hotKey),
                new Kind<>(Types.HINT, SerializersTest::hint),
                new Kind<>(Types.DETECTOR_INPUT, () -> RANDOM.nextBoolean() ? event() : gateCount()),
                new Kind<>(Types.OUTCOME_DELTA, SerializersTest::restoreCount));
    }

    static Stream<Kind<?>> immutableKinds() {
        return kinds().filter(kind -> kind.type() != Types.COUNT_CELL && kind.type() != Types.HOT_KEY_STATE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void valuesComeBack(Kind<T> kind) throws IOException {
        TypeSerializer<T> serializer = kind.serializer();
        for (int i = 0; i < VALUES; i++) {
            T value = kind.values().get();
            DataOutputSerializer out = new DataOutputSerializer(16);
            serializer.serialize(value, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

            assertThat(serializer.deserialize(in))
                    .usingRecursiveComparison()
                    .withEqualsForType(Arrays::equals, byte[].class)
                    .isEqualTo(value);
            assertThat(in.available()).isZero();
        }
    }

    /**
     * Values one behind the other in one buffer, as on the network: nothing is read too far, copies are
     * equal.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    <T> void bytesAreCopiedValueByValue(Kind<T> kind) throws IOException {
        TypeSerializer<T> serializer = kind.serializer();
        DataOutputSerializer out = new DataOutputSerializer(16);
        for (int i = 0; i < VALUES; i++) {
            serializer.serialize(kind.values().get(), out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        DataOutputSerializer copy = new DataOutputSerializer(16);
        for (int i = 0; i < VALUES; i++) {
            serializer.copy(in, copy);
        }

        assertThat(in.available()).isZero();
        assertThat(copy.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void snapshotRestoresTheSerializer(Kind<T> kind) throws IOException {
        TypeSerializer<T> serializer = kind.serializer();
        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void typeAndSerializerTravelToTheCluster(Kind<T> kind) throws Exception {
        assertThat(InstantiationUtil.clone(kind.type())).isEqualTo(kind.type()).hasSameHashCodeAs(kind.type());
        assertThat(InstantiationUtil.clone(kind.serializer())).isEqualTo(kind.serializer());
    }

    @ParameterizedTest
    @MethodSource("immutableKinds")
    <T> void valuesAreHandedOnNotCopied(Kind<T> kind) {
        T value = kind.values().get();

        assertThat(kind.serializer().copy(value)).isSameAs(value);
        assertThat(kind.serializer().isImmutableType()).isTrue();
    }

    /** State on the heap hands out a copy while a snapshot writes the original. */
    @Test
    void cellThatChangesLeavesItsCopiesAlone() {
        KeyCount before = count();
        CountCell cell = new CountCell(before);
        CountCell copy = CountCellSerializer.INSTANCE.copy(cell);
        cell.set(new KeyCount(before.count() + 1, before.lastSeenMillis() + 1, !before.opened()));

        assertThat(copy.get()).isEqualTo(before);
        assertThat(CountCellSerializer.INSTANCE.copy(cell, copy).get()).isEqualTo(cell.get());
        assertThat(CountCellSerializer.INSTANCE.isImmutableType()).isFalse();
    }

    @Test
    void headerNameMayBeLongerThanModifiedUtf8Takes() throws IOException {
        Headers headers = new Headers(new String[] {"é".repeat(70_000)}, new byte[][] {null});
        DataOutputSerializer out = new DataOutputSerializer(16);
        HeadersSerializer.INSTANCE.serialize(headers, out);

        assertThat(HeadersSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(headers);
    }

    @Test
    void countsOfAnySizeComeBack() throws IOException {
        for (int bits = 0; bits < 62; bits++) {
            for (long count : new long[] {(1L << bits) - 1, 1L << bits, (1L << bits) + 1}) {
                KeyCount value = new KeyCount(count, -1, true);
                DataOutputSerializer out = new DataOutputSerializer(16);
                CountCellSerializer.INSTANCE.serialize(new CountCell(value), out);

                assertThat(CountCellSerializer.INSTANCE
                                .deserialize(new DataInputDeserializer(out.getCopyOfBuffer()))
                                .get())
                        .isEqualTo(value);
            }
        }
    }

    private static Event event() {
        for (; ; ) {
            Event event = Events.read(new SourceRecord(
                    bytes(), JSON.nextObject(), headers(), RANDOM.nextLong(), RANDOM.nextInt(), RANDOM.nextLong()));
            if (event != null) {
                return event;
            }
        }
    }

    private static SourceRecord source() {
        return new SourceRecord(bytes(), bytes(), headers(), RANDOM.nextLong(), RANDOM.nextInt(), RANDOM.nextLong());
    }

    private static CounterKey key() {
        return new CounterKey(RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static KeyCount count() {
        return new KeyCount(1 + RANDOM.nextLong(1L << RANDOM.nextInt(1, 62)), RANDOM.nextLong(), RANDOM.nextBoolean());
    }

    private static OutputRecord output() {
        Route route = Route.values()[RANDOM.nextInt(Route.values().length)];
        return new OutputRecord(route, bytes(), bytes(), headers(), RANDOM.nextLong());
    }

    private static OpenedNotice opened() {
        return new OpenedNotice(hotId(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static HotId hotId() {
        return new HotId(
                key(), name(), name(), LocalDate.ofEpochDay(RANDOM.nextInt(-700_000, 2_900_000)), name(), moment());
    }

    private static Instant moment() {
        return Instant.ofEpochMilli(RANDOM.nextLong(1L << 45));
    }

    private static HotKeyState hotKey() {
        return new HotKeyState(
                RANDOM.nextLong(),
                RANDOM.nextLong(),
                RANDOM.nextLong(),
                RANDOM.nextLong(),
                RANDOM.nextLong(),
                RANDOM.nextLong());
    }

    private static Hint hint() {
        return new Hint(
                key(),
                new UUID(RANDOM.nextLong(), RANDOM.nextLong()),
                RANDOM.nextLong(),
                RANDOM.nextLong(),
                RANDOM.nextLong());
    }

    private static GateCount gateCount() {
        return new GateCount(key(), RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static OutcomeDelta restoreCount() {
        if (RANDOM.nextBoolean()) {
            return new OutcomeDelta(Outcome.values()[RANDOM.nextInt(Outcome.values().length)], null, RANDOM.nextLong());
        }
        List<OutcomeDelta> told = new ArrayList<>();
        OutcomeBuffer counts = new OutcomeBuffer(told::add);
        counts.addRestored(Stream.generate(SerializersTest::event)
                .filter(event -> event.key() != null)
                .findFirst()
                .orElseThrow());
        counts.flush();
        return told.get(0);
    }

    private static DisplayText name() {
        return new DisplayText(text(), RANDOM.nextBoolean());
    }

    private static Headers headers() {
        int size = RANDOM.nextInt(4);
        String[] names = new String[size];
        byte[][] values = new byte[size][];
        for (int i = 0; i < size; i++) {
            names[i] = RANDOM.nextInt(100) == 0
                    ? "n".repeat(70_000)
                    : new String[] {"", "name", "é", "😀"}[RANDOM.nextInt(4)];
            values[i] = bytes();
        }
        return new Headers(names, values);
    }

    private static byte[] bytes() {
        int kind = RANDOM.nextInt(10);
        byte[] bytes = new byte[kind < 2 ? 0 : RANDOM.nextInt(300)];
        RANDOM.nextBytes(bytes);
        return kind == 0 ? null : bytes;
    }

    private static String text() {
        return new String[] {"", "text", "é日😀", "\ud800", "\0", "x".repeat(1024), "日".repeat(341)}[RANDOM.nextInt(7)];
    }
}
