package dev.hotshard.bench;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HintFeed;
import dev.hotshard.detect.HotKeys;
import java.util.List;
import java.util.UUID;

/** The hints of the one job of this process. */
final class Hints implements HintFeed {

    private static final long serialVersionUID = 1L;

    private static volatile HotKeys hotKeys = new HotKeys();

    static void clear() {
        hotKeys = new HotKeys();
    }

    static boolean learn(Hint hint) {
        hotKeys.learn(List.of(hint), System.currentTimeMillis());
        return true;
    }

    @Override
    public Subscription subscribe(UUID submission) {
        return Subscription.to(hotKeys);
    }
}
