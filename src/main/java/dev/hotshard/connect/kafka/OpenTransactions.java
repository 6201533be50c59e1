package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The wait for transactions that were open in a topic when the end of a {@link TopicRange} was read. A
 * reader of committed records gets nothing after the first open transaction, whether it is committed later
 * or aborted.
 */
public final class OpenTransactions {

    private static final String FAILURE = """
            transactions are open in topic %s%s after a wait of %d s: %,d records from %s on cannot be read yet
            Stop what holds them open, or abort them (kafka-transactions.sh abort), or wait longer: -D \
            hotshard.kafka.open-transactions-wait=1h""";

    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicRange range;
    private final Supplier<Map<Integer, Long>> committedEnds;
    private final Function<Set<Integer>, List<String>> owners;
    private final Clock clock;

    /**
     * @param committedEnds asks for the offset of the first open transaction of each partition, or its end
     * @param owners describes the transactions that are open in some partitions
     */
    OpenTransactions(
            TopicRange range,
            Supplier<Map<Integer, Long>> committedEnds,
            Function<Set<Integer>, List<String>> owners,
            Clock clock) {
        this.range = range;
        this.committedEnds = committedEnds;
        this.owners = owners;
        this.clock = clock;
    }

    /** Elapsed time, and the wait for it. */
    interface Clock {

        Clock SYSTEM = new Clock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void await(Duration pause) throws InterruptedException {
                LockSupport.parkNanos(OpenTransactions.class, pause.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        };

        long nanoTime();

        /** Blocks for the pause, or less. */
        void await(Duration pause) throws InterruptedException;
    }

    /**
     * Blocks until all records of the range are committed or aborted; returns at once if they are. A job
     * that writes to the topic commits with its next checkpoint, and brokers abort transactions that
     * outlive their timeout. Returns at once as well if the clients read uncommitted records.
     *
     * @param atMost how long to wait
     * @param waiting receives, twice a second, a line for the user about what the wait is for
     * @throws OpenTransactionsException if some are still open after that time, or the thread is
     *     interrupted
     * @throws BrokersUnreachableException if no broker answers within 15 s
     */
    public static void await(ClientSettings clients, TopicRange range, Duration atMost, Consumer<String> waiting) {
        if ("read_uncommitted".equals(clients.properties().get("isolation.level"))) {
            return;
        }
        try (Brokers brokers = Brokers.connect(clients)) {
            new OpenTransactions(
                            range,
                            () -> brokers.offsets().committedEnds(range.topic()),
                            partitions -> brokers.transactions().openIn(range.topic(), partitions),
                            Clock.SYSTEM)
                    .await(atMost, waiting);
        }
    }

    void await(Duration atMost, Consumer<String> waiting) {
        long end = clock.nanoTime() + atMost.toNanos();
        String shown = null;
        BlockedRecords blocked;
        while (!(blocked = BlockedRecords.of(range, committedEnds.get())).isEmpty()) {
            long left = end - clock.nanoTime();
            if (left <= 0) {
                throw new OpenTransactionsException(failure(blocked, atMost));
            }
            if (shown == null) {
                shown = owners(blocked);
            }
            waiting.accept("Waiting for open transactions in topic %s%s: %,d records in %s; %,d s left"
                    .formatted(
                            range.topic(),
                            shown,
                            blocked.count(),
                            blocked.partitions(),
                            Duration.ofNanos(left).toSeconds()));
            pause();
        }
    }

    private void pause() {
        try {
            clock.await(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenTransactionsException("interrupted while waiting for open transactions");
        }
    }

    private String failure(BlockedRecords blocked, Duration atMost) {
        return FAILURE.formatted(
                range.topic(), owners(blocked), atMost.toSeconds(), blocked.count(), blocked.offsets());
    }

    private String owners(BlockedRecords blocked) {
        List<String> words = owners.apply(blocked.starts().keySet());
        return words.isEmpty() ? "" : " (" + BlockedRecords.firstOf(words) + ")";
    }
}
