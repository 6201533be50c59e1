package dev.hotshard.detect.gate;

import java.io.Serializable;

/**
 * Sends hints to the gates. One that does not arrive costs speed only, so none of the methods throws or
 * waits for anything outside this process; what could not be sent is counted.
 */
public interface HintSender extends AutoCloseable {

    /** Sends a hint, now or a little later. Only what was committed may be sent. */
    void send(Hint hint);

    /** How many hints could not be sent so far. Any thread may ask. */
    long unsent();

    @Override
    void close();

    /** What a task makes its sender from. */
    interface Factory extends Serializable {

        /** Where no gate listens. */
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
