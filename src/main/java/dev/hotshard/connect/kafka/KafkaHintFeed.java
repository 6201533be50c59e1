package dev.hotshard.connect.kafka;

import dev.hotshard.config.KafkaSettings;
import dev.hotshard.detect.gate.HintFeed;
import dev.hotshard.detect.gate.HintTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Delivers hints from a topic. All gates of one submission in one JVM share a {@link HintReader}. */
final class KafkaHintFeed implements HintFeed {

    private static final long serialVersionUID = 1L;

    private static final Map<UUID, SharedReader> READERS = new HashMap<>();

    private final KafkaSettings settings;
    private final Duration lookBack;
    private final Duration check;

    /**
     * @param lookBack age of the oldest hints to read: more than a hint's validity, since clocks differ
     * @param check interval at which to look for new partitions and for the topic's end
     */
    KafkaHintFeed(KafkaSettings settings, Duration lookBack, Duration check) {
        this.settings = settings;
        this.lookBack = lookBack;
        this.check = check;
    }

    @Override
    public Subscription subscribe(UUID submission) {
        synchronized (READERS) {
            SharedReader shared = READERS.computeIfAbsent(
                    submission, id -> new SharedReader(id, HintReader.start(settings, id, lookBack, check)));
            shared.users++;
            return shared.new User();
        }
    }

    private static final class SharedReader {

        private final UUID submission;
        private final HintReader reader;
        private int users;

        SharedReader(UUID submission, HintReader reader) {
            this.submission = submission;
            this.reader = reader;
        }

        private final class User implements Subscription {

            private boolean closed;

            @Override
            public HintTable hintTable() {
                return reader.hintTable();
            }

            @Override
            public double lagSeconds() {
                return reader.lagSeconds();
            }

            @Override
            public long unreadable() {
                return reader.unreadable();
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
