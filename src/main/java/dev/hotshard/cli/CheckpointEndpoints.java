package dev.hotshard.cli;

import dev.hotshard.flink.EndpointGuard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics that a checkpoint or savepoint belongs to, before the job starts. The guard in the job
 * itself runs after the restored committers, which on another cluster would fail first, over and over.
 */
final class CheckpointEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointEndpoints.class);

    private CheckpointEndpoints() {}

    /** Topics by option name; empty if the state cannot be read, which leaves the check to the guard. */
    static Map<String, String> of(CheckpointMetadata state) {
        try {
            List<String> entries = new ArrayList<>();
            for (OperatorState operator : state.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                        read(handle, entries);
                    }
                }
            }
            return EndpointGuard.parse(entries);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot read the topics that the state belongs to before the job starts", e);
            return Map.of();
        }
    }

    private static void read(OperatorStateHandle handle, List<String> entries) throws IOException {
        OperatorStateHandle.StateMetaInfo part =
                handle.getStateNameToPartitionOffsets().get(EndpointGuard.STATE);
        if (part == null) {
            return;
        }
        try (FSDataInputStream in = handle.openInputStream()) {
            for (long offset : part.getOffsets()) {
                in.seek(offset);
                entries.add(StringSerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in)));
            }
        }
    }
}
