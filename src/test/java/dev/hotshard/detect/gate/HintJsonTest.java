package dev.hotshard.detect.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintJsonTest {

    private static final Hint HINT =
            new Hint(new CounterKey(-2, 255), new UUID(1, -1), 1_700_000_000_000L, 200_001, 1_700_086_400_000L);
    private static final String JSON = """
            {"schema_version":2,"key":"fffffffffffffffe00000000000000ff",\
            "submission":"00000000-0000-0001-ffff-ffffffffffff",\
            "life":1700000000000,"count":200001,"end":1700086400000}""";

    @Test
    void shouldWriteMembersInTheOrderOfTheSchema() {
        assertThat(new String(HintJson.bytes(HINT), UTF_8)).isEqualTo(JSON);
    }

    @Test
    void shouldReadBackAHint() {
        assertThat(HintJson.read(JSON.getBytes(UTF_8))).contains(HINT);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "7",
                "{\"schema_version\":1,\"key\":\"fffffffffffffffe00000000000000ff\","
                        + "\"submission\":\"00000000-0000-0001-ffff-ffffffffffff\",\"life\":1,\"count\":3,\"end\":2}",
                "{\"schema_version\":2,\"key\":\"ff\",\"submission\":\"00000000-0000-0001-ffff-ffffffffffff\","
                        + "\"life\":1,\"count\":3,\"end\":2}",
                "{\"schema_version\":2,\"key\":\"gggggggggggggggg00000000000000ff\","
                        + "\"submission\":\"00000000-0000-0001-ffff-ffffffffffff\",\"life\":1,\"count\":3,\"end\":2}",
                "{\"schema_version\":2,\"key\":\"fffffffffffffffe00000000000000ff\",\"submission\":\"me\","
                        + "\"life\":1,\"count\":3,\"end\":2}",
                "{\"schema_version\":2,\"key\":\"fffffffffffffffe00000000000000ff\","
                        + "\"submission\":\"00000000-0000-0001-ffff-ffffffffffff\","
                        + "\"life\":1,\"count\":3,\"end\":\"2\"}",
                "{\"schema_version\":2,\"key\":\"fffffffffffffffe00000000000000ff\","
                        + "\"submission\":\"00000000-0000-0001-ffff-ffffffffffff\",\"life\":1,\"end\":2}",
            })
    void shouldSkipValuesThatAreNotHintsOfThisVersion(String value) {
        assertThat(HintJson.read(value == null ? null : value.getBytes(UTF_8))).isEmpty();
    }
}
