package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The wait for transactions that were open in a topic when the end of a {@link TopicRange} was asked for. A
 * reader of what is committed gets nothing beyond the first of them, whether it was committed or not.
 */
public final class OpenTransactions {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SHOWN = 3;

    private final Brokers brokers;
    private final TopicRange range;

    private OpenTransactions(Brokers brokers, TopicRange range) {
        this.brokers = brokers;
        this.range = range;
    }

    /**
     * Returns when all records of the range are committed or aborted, at once if they are. A job that
     * writes to the topic commits with its next checkpoint, and brokers abort what outlives its transaction
     * timeout.
     *
     * @param atMost how long to wait
     * @param waiting told twice a second what the wait is for
     * @throws OpenTransactionsException if some are open after that time
     * @throws BrokersUnreachableException if no broker answers within 15 s
     */
    public static void await(ClientSettings clients, TopicRange range, Duration atMost, Consumer<String> waiting) {
        if ("read_uncommitted".equals(clients.properties().get("isolation.level"))) {
            return;
        }
        try (Brokers brokers = Brokers.connect(clients)) {
            new OpenTransactions(brokers, range).await(atMost, waiting);
        }
    }

    private void await(Duration atMost, Consumer<String> waiting) {
        long end = System.nanoTime() + atMost.toNanos();
        String owners = null;
        Map<Integer, Long> blocked;
        while (!(blocked = blocked()).isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new OpenTransactionsException(failure(blocked, atMost));
            }
            if (owners == null) {
                owners = brackets(brokers.transactions().openIn(range.topic(), blocked.keySet()));
            }
            waiting.accept("Waiting for open transactions in topic %s%s: %,d records in %s; %,d s left"
                    .formatted(
                            range.topic(),
                            owners,
                            records(blocked),
                            partitions(blocked),
                            Duration.ofNanos(left).toSeconds()));
            pause();
        }
    }

    /** Where the first open transaction begins, by partition; only where that is before the range's end. */
    private Map<Integer, Long> blocked() {
        Map<Integer, Long> committed = brokers.offsets().committedEnds(range.topic());
        Map<Integer, Long> blocked = new TreeMap<>();
        range.ends().forEach((partition, end) -> {
            long stable = committed.getOrDefault(partition, end);
            if (stable < end) {
                blocked.put(partition, stable);
            }
        });
        return blocked;
    }

    /** At the most: transactions take offsets too. */
    private long records(Map<Integer, Long> blocked) {
        return blocked.entrySet().stream()
                .mapToLong(entry -> range.ends().get(entry.getKey()) - entry.getValue())
                .sum();
    }

    private static String partitions(Map<Integer, Long> blocked) {
        return "partition "
                + some(blocked.keySet().stream().map(String::valueOf).toList());
    }

    private static String offsets(Map<Integer, Long> blocked) {
        return blocked.entrySet().stream()
                .map(entry -> "offset %d of partition %d".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String failure(Map<Integer, Long> blocked, Duration atMost) {
        return """
                transactions are open in topic %s%s after a wait of %d s: %,d records from %s on cannot be read yet
                Stop what holds them open, or abort them (kafka-transactions.sh abort), or wait longer: -D \
                hotshard.kafka.open-transactions-wait=1h""".formatted(
                        range.topic(),
                        brackets(brokers.transactions().openIn(range.topic(), blocked.keySet())),
                        atMost.toSeconds(),
                        records(blocked),
                        offsets(blocked));
    }

    private static String brackets(List<String> owners) {
        return owners.isEmpty() ? "" : " (" + some(owners) + ")";
    }

    /** A job has one for each of its sinks' subtasks, too many for a line. */
    private static String some(List<String> words) {
        return String.join(", ", words.subList(0, Math.min(SHOWN, words.size())))
                + (words.size() > SHOWN ? " and %d more".formatted(words.size() - SHOWN) : "");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpenTransactionsException("interrupted while waiting for open transactions");
        }
    }
}
