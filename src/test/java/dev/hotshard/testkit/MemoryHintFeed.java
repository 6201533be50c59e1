package dev.hotshard.testkit;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HintFeed;
import dev.hotshard.detect.HotKeys;
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
            private final HotKeys hotKeys = new HotKeys();
            private int seen;

            @Override
            public HotKeys hotKeys() {
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
