package dev.hotshard.testkit.memory;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintTable;
import java.util.List;
import java.util.UUID;

/**
 * Delivers the hints in {@link MemoryTopics} that belong to the submission.
 *
 * @param topics the name of the topics
 */
record MemoryHintFeed(String topics) implements HintFeed {

    @Override
    public Subscription subscribe(UUID submission) {
        return new Subscription() {
            private final HintTable hotKeys = new HintTable();
            private int seen;

            @Override
            public HintTable hintTable() {
                List<Hint> hints = MemoryTopics.of(topics).hints;
                int count = hints.size();
                if (count > seen && !MemoryTopics.of(topics).areHintsHeld()) {
                    seen = count;
                    List<Hint> own = hints.stream()
                            .filter(hint -> hint.submission().equals(submission))
                            .toList();
                    hotKeys.learn(own, System.currentTimeMillis());
                }
                return hotKeys;
            }

            @Override
            public void close() {}
        };
    }
}
