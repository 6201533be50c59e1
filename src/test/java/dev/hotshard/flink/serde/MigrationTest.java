package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A build resumes from the state of a build with another version of the layout. */
class MigrationTest {

    private static final int OLDER = 1;
    private static final int CURRENT = 2;
    private static final int NEWER = 3;
    private static final int KEYS = 100;

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void shouldReadOlderState(StateBackend backend) throws Exception {
        try (ReadingHarness resumed = new ReadingHarness(CURRENT, backend)) {
            resumed.resume(stateOf(OLDER, backend));

            assertThat(resumed.list()).isEqualTo(readings(Reading.MILLIS));
            assertThat(resumed.union()).isEqualTo(readings(Reading.MILLIS));
            assertThat(resumed.fire()).containsExactlyInAnyOrderElementsOf(readings(Reading.MILLIS));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void shouldWriteOlderStateInTheCurrentLayout(StateBackend backend) throws Exception {
        Reading changed = new Reading(1, "s");
        OperatorSubtaskState migrated;
        try (ReadingHarness resumed = new ReadingHarness(CURRENT, backend)) {
            resumed.resume(stateOf(OLDER, backend));
            resumed.process(changed);
            migrated = resumed.snapshot();
        }
        try (ReadingHarness resumed = new ReadingHarness(CURRENT, backend)) {
            resumed.resume(migrated);

            assertThat(resumed.list()).hasSize(KEYS + 1).endsWith(changed);
            assertThat(resumed.union()).hasSize(KEYS + 1).endsWith(changed);
            assertThat(resumed.fire())
                    .hasSize(KEYS)
                    .contains(changed)
                    .containsAll(readings(Reading.MILLIS).subList(1, KEYS));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void shouldRefuseNewerState(StateBackend backend) throws Exception {
        OperatorSubtaskState newer = stateOf(NEWER, backend);
        try (ReadingHarness resumed = new ReadingHarness(CURRENT, backend)) {
            assertThatThrownBy(() -> resumed.resume(newer))
                    .hasStackTraceContaining("state has layout 3 of ReadingSerializer, and this build reads up to 2");
        }
    }

    private static OperatorSubtaskState stateOf(int version, StateBackend backend) throws Exception {
        try (ReadingHarness harness = new ReadingHarness(version, backend)) {
            harness.start();
            for (Reading reading : readings("s")) {
                harness.process(reading);
            }
            return harness.snapshot();
        }
    }

    private static List<Reading> readings(String unit) {
        return LongStream.rangeClosed(1, KEYS)
                .mapToObj(value -> new Reading(value, unit))
                .toList();
    }
}
