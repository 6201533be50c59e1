package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.notice.HotId;
import dev.hotshard.testkit.generate.Events;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The alert in the savepoints that are checked in. A resumed job emits all its fields except the event name
 * and the time of detection, so this test reads these two from the state.
 */
class SavepointAlertTest {

    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");

    /** The crossing event is the 21st that the detector counts; with slack, a gate first admits ten. */
    @ParameterizedTest
    @CsvSource({
        "rocksdb, 1, event 20",
        "rocksdb, 4, event 20",
        "hashmap, 1, event 20",
        "hashmap, 4, event 20",
        "rocksdb-slack, 1, event 30",
        "rocksdb-slack, 4, event 30",
        "hashmap-slack, 1, event 30",
        "hashmap-slack, 4, event 30"
    })
    void shouldRestoreEventNameAndTimeOfDetection(String savepoint, int parallelism, String eventName)
            throws Exception {
        OperatorState state = detector(SAVEPOINTS.resolve(savepoint));
        CounterKey key = Events.read(Events.value("hot before")).key();
        int subtask = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, state.getMaxParallelism(), parallelism);
        try (DetectHarness detect = DetectHarness.resume(state, DetectHarness.function(20), parallelism, subtask)) {
            HotId id = detect.value(States.OPENED_NOTICE, key).id();

            assertThat(id.eventName()).isEqualTo(new DisplayText(eventName, false));
            assertThat(id.detectedAt().toEpochMilli())
                    .isEqualTo(detect.value(States.HOT_KEY_STATE, key).life());
        }
    }

    private static OperatorState detector(Path savepoint) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
            return Checkpoints.loadCheckpointMetadata(
                            in, SavepointAlertTest.class.getClassLoader(), savepoint.toString())
                    .getOperatorStates()
                    .stream()
                    .filter(operator -> operator.getOperatorUid().equals(Optional.of(Uids.DETECT)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
