package dev.hotshard.testkit.memory;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintSender;

/**
 * Sends hints to {@link MemoryTopics}, where they can be read at once.
 *
 * @param topics the name of the topics
 */
record MemoryHintSender(String topics) implements HintSender {

    @Override
    public void send(Hint hint) {
        MemoryTopics.of(topics).hints.add(hint);
    }

    @Override
    public long unsent() {
        return 0;
    }

    @Override
    public void close() {}
}
