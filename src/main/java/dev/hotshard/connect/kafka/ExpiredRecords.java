package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and counts the records that a topic lost before a reader came to them, which the consumer passes
 * over in silence. Asks the brokers on a thread of its own; while none answers, the question waits. Counts
 * offsets, and so what takes one without being a record too: markers of transactions.
 */
final class ExpiredRecords implements ReadPositions.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredRecords.class);

    /** Every commit of a transaction, and every hole that compaction leaves, raises a question. */
    private static final long PAUSE_MILLIS = 30_000;

    private static final int MOST_QUESTIONS = 1_000;
    private static final long STOP_SECONDS = 5;

    /** A start from the offset that the group has committed. */
    private static final long COMMITTED = -1;

    /** Offsets that may have been lost, of which {@code to} is not one. */
    private record Missing(int partition, long from, long to) {

        private static final long NOT_READ_YET = Long.MAX_VALUE;

        boolean isStart() {
            return to == NOT_READ_YET;
        }
    }

    private final ClientSettings clients;
    private final String topic;
    private final String group;
    private final Counter counter;
    private final ScheduledThreadPoolExecutor asking;
    private final Queue<Missing> questions = new ConcurrentLinkedQueue<>();
    private final AtomicInteger room = new AtomicInteger(MOST_QUESTIONS);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<Integer, Long> firsts = new ConcurrentHashMap<>();
    private volatile long askedNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

    /** Up to where each partition's losses are counted already. */
    private final Map<Integer, Long> counted = new HashMap<>();

    private boolean unanswered;

    /**
     * @param group whose committed offsets a partition begins from unless its start is known; null if there
     *     is none
     * @param counter of what was lost; written by one thread
     */
    ExpiredRecords(ClientSettings clients, String topic, String group, Counter counter) {
        this.clients = clients;
        this.topic = topic;
        this.group = group;
        this.counter = counter;
        asking = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "hotshard-expired");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A partition is read from {@code offset} on. */
    void startsAt(int partition, long offset) {
        ask(new Missing(partition, offset, Missing.NOT_READ_YET), 0);
    }

    /** A partition is read from where the group has committed. */
    void startsAtCommitted(int partition) {
        startsAt(partition, COMMITTED);
    }

    @Override
    public void began(int partition, long offset) {
        firsts.put(partition, offset);
    }

    @Override
    public void jumped(int partition, long expected, long offset) {
        if (offset < expected) {
            LOG.warn(
                    "Topic {}, partition {}: reads offset {} after {}. Its end is gone, or it was deleted and "
                            + "created again: events may come twice or be missing",
                    topic,
                    partition,
                    offset,
                    expected - 1);
            return;
        }
        long sinceAsked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos);
        ask(new Missing(partition, expected, offset), Math.max(0, PAUSE_MILLIS - sinceAsked));
    }

    private void ask(Missing missing, long delayMillis) {
        if (room.getAndDecrement() <= 0) {
            room.incrementAndGet();
            if (overflowed.compareAndSet(false, true)) {
                LOG.warn(
                        "Topic {}: more gaps between offsets than can be looked at; not all records that expire "
                                + "unread may be counted",
                        topic);
            }
            return;
        }
        questions.add(missing);
        if (scheduled.compareAndSet(false, true)) {
            asking.schedule((Runnable) this::answer, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void answer() {
        scheduled.set(false);
        List<Missing> asked = new ArrayList<>();
        for (Missing missing = questions.poll(); missing != null; missing = questions.poll()) {
            asked.add(missing);
            room.incrementAndGet();
        }
        if (asked.stream().anyMatch(missing -> !missing.isStart())) {
            askedNanos = System.nanoTime();
        }
        try (Brokers brokers = Brokers.connect(clients)) {
            answer(brokers, asked);
            unanswered = false;
        } catch (RuntimeException e) {
            if (asking.isShutdown()) {
                return;
            }
            if (!unanswered) {
                LOG.warn(
                        "Topic {}: cannot tell yet whether records have expired unread, asks again: {}",
                        topic,
                        e.getMessage());
                unanswered = true;
            }
            asked.forEach(missing -> ask(missing, PAUSE_MILLIS));
        }
    }

    private void answer(Brokers brokers, List<Missing> asked) {
        Map<Integer, Long> committed = asked.stream().anyMatch(missing -> missing.from == COMMITTED)
                ? brokers.offsets().committedBy(group, topic)
                : Map.of();
        Map<Integer, Long> begins = brokers.offsets().begins(topic);
        Map<Integer, Long> ends =
                asked.stream().anyMatch(Missing::isStart) ? brokers.offsets().ends(topic) : Map.of();
        for (Missing missing : asked) {
            int partition = missing.partition;
            long from = missing.from == COMMITTED ? committed.getOrDefault(partition, COMMITTED) : missing.from;
            if (from == COMMITTED || !begins.containsKey(partition)) {
                continue;
            }
            // A first record shows that nothing is lost after it, even if it has expired by now.
            long to = missing.isStart() ? firsts.getOrDefault(partition, missing.to) : missing.to;
            count(partition, from, Math.min(to, begins.get(partition)));
            if (missing.isStart() && from > ends.getOrDefault(partition, from)) {
                LOG.warn(
                        "Topic {}, partition {}: was to be read from offset {} on, but ends at {}, and so is "
                                + "read from its begin. "
                                + "Its end is gone, or it was deleted and created again: events may come twice "
                                + "or be missing",
                        topic,
                        partition,
                        from,
                        ends.get(partition));
            }
        }
    }

    private void count(int partition, long from, long to) {
        long begin = Math.max(from, counted.getOrDefault(partition, from));
        if (begin < to) {
            LOG.warn(
                    "Topic {}, partition {}: {} records from offset {} to {} had expired before they were read "
                            + "(markers of transactions among them count too)",
                    topic,
                    partition,
                    to - begin,
                    begin,
                    to - 1);
            counter.inc(to - begin);
            counted.put(partition, to);
        }
    }

    /** Waits until the thread has ended: the classes that it uses may be gone next. */
    @Override
    public void close() {
        asking.shutdownNow();
        try {
            asking.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
