package dev.hotshard.kafka;

import dev.hotshard.detect.HintFeed;
import dev.hotshard.detect.HotKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Hints by way of a topic. All gates of one submission in one JVM share a reader. */
final class KafkaHintFeed implements HintFeed {

    private static final long serialVersionUID = 1L;

    private static final Map<UUID, Shared> READERS = new HashMap<>();

    private final KafkaSettings settings;
    private final Duration lookBack;

    /** @param lookBack how far back to begin: beyond what a hint holds, as clocks differ */
    KafkaHintFeed(KafkaSettings settings, Duration lookBack) {
        this.settings = settings;
        this.lookBack = lookBack;
    }

    @Override
    public Subscription subscribe(UUID submission) {
        synchronized (READERS) {
            Shared shared = READERS.computeIfAbsent(submission,
                    id -> new Shared(id, HintReader.start(settings, id, lookBack)));
            shared.users++;
            return shared.new User();
        }
    }

    private static final class Shared {

        private final UUID submission;
        private final HintReader reader;
        private int users;

        Shared(UUID submission, HintReader reader) {
            this.submission = submission;
            this.reader = reader;
        }

        private final class User implements Subscription {

            private boolean closed;

            @Override
            public HotKeys hotKeys() {
                return reader.hotKeys();
            }

            @Override
            public void close() {
                synchronized (READERS) {
                    if (closed) {
                        return;
                    }
                    closed = true;
                    if (--users > 0) {
                        return;
                    }
                    READERS.remove(submission);
                }
                reader.stop();
            }
        }
    }
}
