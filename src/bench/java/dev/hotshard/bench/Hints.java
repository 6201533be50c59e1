package dev.hotshard.bench;

import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintTable;
import java.util.List;
import java.util.UUID;

/** The hints of the only job in this process. */
final class Hints implements HintFeed {

    private static final long serialVersionUID = 1L;

    private static volatile HintTable hotKeys = new HintTable();

    static void clear() {
        hotKeys = new HintTable();
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
