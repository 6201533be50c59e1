package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every layout with the bytes that are checked in; docs/state.md says how to add a field. */
class LayoutsTest {

    private static final String MESSAGE = "The bytes of %1$s differ from those of version %2$d. If a release has "
            + "version %2$d, pass the next version to the constructor of %1$sSerializer, read the old one there, and "
            + "add examples to LayoutExamples and the bytes to src/test/resources; docs/state.md shows how. If none "
            + "has, write the actual bytes to src/test/resources/%3$s.";

    static Stream<Layout<?>> layouts() {
        return LayoutExamples.all();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    <T> void shouldChangeTheVersionWithTheLayout(Layout<T> layout) throws IOException {
        int version = layout.serializer().version();

        assertThat(layout.versions()).as("examples of each version").hasSize(version);
        assertThat(layout.current())
                .as(MESSAGE, layout, version, layout.resource(version))
                .isEqualTo(layout.golden(version));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    <T> void shouldReadEveryVersion(Layout<T> layout) throws IOException {
        for (int version = 1; version <= layout.serializer().version(); version++) {
            assertThat(layout.read(version))
                    .as("version %d", version)
                    .usingRecursiveComparison()
                    .withEqualsForType(Arrays::equals, byte[].class)
                    .isEqualTo(layout.examples(version));
        }
    }

    @Test
    void shouldHaveALayoutForEveryType() {
        assertThat(layouts().map(layout -> layout.serializer().getClass().getName()))
                .containsAll(serializersOfTypes());
    }

    /** Flink refuses to migrate the keys of state. */
    @Test
    void shouldNeverChangeTheLayoutOfTheCounterKey() {
        assertThat(CounterKeySerializer.INSTANCE.version()).isEqualTo(1);
    }

    private static List<String> serializersOfTypes() {
        return Arrays.stream(Types.class.getDeclaredFields())
                .filter(field -> field.getType() == TypeInformation.class)
                .map(field -> type(field).createSerializer(new SerializerConfigImpl()))
                .map(serializer -> serializer.getClass().getName())
                .toList();
    }

    private static TypeInformation<?> type(Field field) {
        try {
            return (TypeInformation<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
