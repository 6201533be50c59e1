package dev.hotshard.testkit.memory;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintTable;
import java.util.List;
import java.util.UUID;

/**
 * The hints of {@link MemoryTopics}, those of other submissions too if they come from the same ones.
 *
 * @param topics their name
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
