package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.testkit.generate.Seed;
import java.io.IOException;
import java.util.Arrays;
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

    /** A type that operators exchange or keep in state, and values of it. */
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
        RandomValues random = new RandomValues(Seed.random(SerializersTest.class));
        return Stream.of(
                new Kind<>(Types.SOURCE_RECORD, random::sourceRecord),
                new Kind<>(new VersionedTypeInfo<>(Event.class, EventSerializer.INSTANCE), random::event),
                new Kind<>(Types.COUNTER_KEY, random::counterKey),
                new Kind<>(Types.COUNT_CELL, () -> new CountCell(random.keyCount())),
                new Kind<>(Types.OUTPUT_RECORD, random::outputRecord),
                new Kind<>(Types.SCAN_RESULT, random::scanResult),
                new Kind<>(Types.OPENED_NOTICE, random::openedNotice),
                new Kind<>(Types.HOT_KEY_STATE, random::hotKeyState),
                new Kind<>(Types.HINT, random::hint),
                new Kind<>(Types.DETECTOR_INPUT, random::detectorInput),
                new Kind<>(Types.OUTCOME_DELTA, random::outcomeDelta));
    }

    static Stream<Kind<?>> immutableKinds() {
        return kinds().filter(kind -> kind.type() != Types.COUNT_CELL && kind.type() != Types.HOT_KEY_STATE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void shouldReadBackAWrittenValue(Kind<T> kind) throws IOException {
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
     * Values follow each other in one buffer, as on the network. No copy reads too far, and each equals its
     * original.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    <T> void shouldCopyBytesValueByValue(Kind<T> kind) throws IOException {
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
    <T> void shouldRestoreTheSerializerFromItsSnapshot(Kind<T> kind) throws IOException {
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
    <T> void shouldSerializeTypeAndSerializer(Kind<T> kind) throws Exception {
        assertThat(InstantiationUtil.clone(kind.type())).isEqualTo(kind.type()).hasSameHashCodeAs(kind.type());
        assertThat(InstantiationUtil.clone(kind.serializer())).isEqualTo(kind.serializer());
    }

    @ParameterizedTest
    @MethodSource("immutableKinds")
    <T> void shouldNotCopyAnImmutableValue(Kind<T> kind) {
        T value = kind.values().get();

        assertThat(kind.serializer().copy(value)).isSameAs(value);
        assertThat(kind.serializer().isImmutableType()).isTrue();
    }

    /** State on the heap gives the function a copy while a snapshot writes the original. */
    @Test
    void shouldNotChangeTheCopyOfACellWithTheOriginal() {
        KeyCount before = new KeyCount(7, 8, false);
        CountCell cell = new CountCell(before);
        CountCell copy = CountCellSerializer.INSTANCE.copy(cell);
        cell.set(new KeyCount(9, 10, true));

        assertThat(copy.get()).isEqualTo(before);
        assertThat(CountCellSerializer.INSTANCE.copy(cell, copy).get()).isEqualTo(cell.get());
        assertThat(CountCellSerializer.INSTANCE.isImmutableType()).isFalse();
    }

    @Test
    void shouldWriteAHeaderNameLongerThanModifiedUtf8Allows() throws IOException {
        Headers headers = new Headers(new String[] {"é".repeat(70_000)}, new byte[][] {null});
        DataOutputSerializer out = new DataOutputSerializer(16);
        HeadersSerializer.INSTANCE.serialize(headers, out);

        assertThat(HeadersSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(headers);
    }

    @Test
    void shouldReadBackCountsOfAnySize() throws IOException {
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
}
