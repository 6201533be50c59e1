package dev.hotshard.flink;

import java.util.List;

/** The state to resume from belongs to other topics. The message tells a person which, and the choices. */
public final class ChangedEndpointsException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final String FRESH =
            "begin with fresh state (another --state folder, or a start without a savepoint)";

    private ChangedEndpointsException(String message) {
        super(message);
    }

    /** What is read is another one: there is no going on. */
    static ChangedEndpointsException ofRead(List<String> changes) {
        return new ChangedEndpointsException(
                "the state to resume from belongs to another input: " + String.join("; ", changes)
                        + ". Its offsets mean nothing there: some events would be skipped, or none read. Point "
                        + "it back, or "
                        + FRESH);
    }

    /** What is written is another one, which may be intended. */
    static ChangedEndpointsException ofWritten(List<String> changes) {
        return new ChangedEndpointsException(
                "the state to resume from belongs to another output: " + String.join("; ", changes)
                        + ". What the old one has got is not written again. Point it back, or " + FRESH
                        + ", or set hotshard.kafka.accept-changed-topics to true to go on with the new one");
    }
}
