package dev.hotshard.recover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.EventScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportLimitsTest {

    /** A batch is two bytes larger than the largest event, for the brackets. */
    private static final ImportLimits SMALL = new ImportLimits(100, 3, 10, 122);

    @Test
    void shouldHaveTheLimitsOfTheProduct() {
        assertThat(ImportLimits.PRODUCT).isEqualTo(new ImportLimits(1_000_000, 255, 2_000, 2_000_000));
    }

    @Test
    void shouldAcceptAnEventAsLargeAsTheLimit() {
        assertThat(excesses(SMALL, event(1, 100))).isEmpty();
        assertThat(excesses(SMALL, event(1, 101))).containsExactly(Outcome.TOO_LARGE_TO_IMPORT);
    }

    @Test
    void shouldAcceptAsManyPropertiesAsTheLimit() {
        assertThat(excesses(SMALL, event(3, 90))).isEmpty();
        assertThat(excesses(SMALL, event(4, 90))).containsExactly(Outcome.TOO_MANY_PROPERTIES);
        assertThat(excesses(ImportLimits.PRODUCT, event(255, 5_000))).isEmpty();
        assertThat(excesses(ImportLimits.PRODUCT, event(256, 5_000))).containsExactly(Outcome.TOO_MANY_PROPERTIES);
    }

    @Test
    void shouldNotCountNestedProperties() {
        assertThat(excesses(
                        SMALL,
                        "{\"event\":1,\"x\":1,\"y\":2,\"properties\":{\"distinct_id\":1,\"a\":{\"b\":1,"
                                + "\"c\":2,\"d\":3}}}"))
                .isEmpty();
    }

    @Test
    void shouldAcceptAnEventThatFillsABatch() {
        assertThat(SMALL.fitsBatch(120)).isTrue();
        assertThat(SMALL.fitsBatch(121)).isFalse();
        assertThat(excesses(SMALL, event(1, 120))).containsExactly(Outcome.TOO_LARGE_TO_IMPORT);
        assertThat(excesses(SMALL, event(4, 121)))
                .containsExactly(Outcome.TOO_LARGE_TO_IMPORT, Outcome.TOO_MANY_PROPERTIES, Outcome.IN_NO_BATCH);
    }

    private static List<Outcome> excesses(ImportLimits limits, String event) {
        byte[] value = event.getBytes(StandardCharsets.UTF_8);
        EventScanner scanner = new EventScanner("token");
        assertThat(scanner.scan(value)).isNull();
        return limits.excesses(value, scanner.properties());
    }

    /** An event with this many properties and bytes. */
    private static String event(int properties, int bytes) {
        String more = IntStream.range(1, properties)
                .mapToObj(i -> ",\"%d\":%d".formatted(i, i))
                .collect(Collectors.joining());
        String value = "{\"event\":1,\"properties\":{\"distinct_id\":1" + more + "}}";
        return value + " ".repeat(bytes - value.length());
    }
}
