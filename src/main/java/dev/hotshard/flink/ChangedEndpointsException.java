package dev.hotshard.flink;

import java.util.List;

/**
 * Thrown if the state to resume from belongs to other topics. The message names them, and the user's
 * choices.
 */
public final class ChangedEndpointsException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final String FRESH =
            "begin with fresh state (another --state folder, or a start without a savepoint)";

    private ChangedEndpointsException(String message) {
        super(message);
    }

    /** Creates the exception for a different input, with which the job cannot continue. */
    static ChangedEndpointsException ofRead(List<String> changes) {
        return new ChangedEndpointsException(
                "the state to resume from belongs to another input: " + String.join("; ", changes)
                        + ". Its offsets mean nothing there: some events would be skipped, or none read. Point "
                        + "the option back, or " + FRESH);
    }

    /** Creates the exception for a different output, which may be intended. */
    static ChangedEndpointsException ofWritten(List<String> changes) {
        return new ChangedEndpointsException("the state to resume from belongs to another output: "
                + String.join("; ", changes)
                + ". Records that the old output already has are not written again. Point the option back, or " + FRESH
                + ", or set hotshard.kafka.accept-changed-topics to true to continue with the new one");
    }
}
