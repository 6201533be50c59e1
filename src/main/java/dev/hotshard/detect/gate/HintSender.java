package dev.hotshard.detect.gate;

import java.io.Serializable;

/**
 * Sends hints to the gates. A lost hint costs only speed, so no method throws or waits for anything outside
 * this process; hints that could not be sent are counted.
 */
public interface HintSender extends AutoCloseable {

    /** Sends a hint, now or a little later. The hint must be committed. */
    void send(Hint hint);

    /** The number of hints that could not be sent so far. Any thread may call it. */
    long unsent();

    @Override
    void close();

    /** Opens senders, one for each attempt of a task. */
    interface Factory extends Serializable {

        /** Opens senders that discard all hints. */
        Factory NONE = () -> new HintSender() {
            @Override
            public void send(Hint hint) {}

            @Override
            public long unsent() {
                return 0;
            }

            @Override
            public void close() {}
        };

        HintSender open();
    }
}
