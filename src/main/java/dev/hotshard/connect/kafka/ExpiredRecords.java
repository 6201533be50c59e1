package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.util.ArrayList;
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
 * Logs and counts records that a topic deleted before they were read, which the consumer skips silently.
 * Queues each gap between offsets for {@link ExpiredRecordsCheck}, which asks the brokers on a thread of
 * its own; while no broker answers, the gaps wait.
 */
final class ExpiredRecords implements ReadPositions.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredRecords.class);

    /** Keeps checks rare: every commit of a transaction and every hole left by compaction is a gap. */
    private static final long PAUSE_MILLIS = 30_000;

    private static final int MAX_QUEUED = 1_000;
    private static final long STOP_SECONDS = 5;

    private final ClientSettings clients;
    private final String topic;
    private final ExpiredRecordsCheck check;
    private final ScheduledThreadPoolExecutor executor;
    private final Queue<OffsetGap> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger room = new AtomicInteger(MAX_QUEUED);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** The offset of the first record that was read, by partition. */
    private final Map<Integer, Long> firsts = new ConcurrentHashMap<>();

    private volatile long checkedNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    private boolean unanswered;

    /**
     * @param group the group from whose committed offsets a partition without a known start is read; null
     *     if there is none
     * @param counter counts the lost offsets; one thread writes it
     */
    ExpiredRecords(ClientSettings clients, String topic, String group, Counter counter) {
        this.clients = clients;
        this.topic = topic;
        check = new ExpiredRecordsCheck(topic, group, counter);
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "hotshard-expired");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reports that a partition is to be read from {@code offset} on. */
    void startsAt(int partition, long offset) {
        enqueue(OffsetGap.beforeFirst(partition, offset), 0);
    }

    /** Reports that a partition is to be read from the offset that the group has committed. */
    void startsAtCommitted(int partition) {
        startsAt(partition, OffsetGap.COMMITTED);
    }

    @Override
    public void began(int partition, long offset) {
        firsts.put(partition, offset);
    }

    @Override
    public void jumped(int partition, long expected, long offset) {
        if (offset < expected) {
            LOG.warn(
                    "Topic {}, partition {}: read offset {} after {}. Its last records were lost, or the topic "
                            + "was deleted and created again: events may be duplicated or missing",
                    topic,
                    partition,
                    offset,
                    expected - 1);
            return;
        }
        long sinceChecked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - checkedNanos);
        enqueue(new OffsetGap(partition, expected, offset), Math.max(0, PAUSE_MILLIS - sinceChecked));
    }

    private void enqueue(OffsetGap gap, long delayMillis) {
        if (room.getAndDecrement() <= 0) {
            room.incrementAndGet();
            if (overflowed.compareAndSet(false, true)) {
                LOG.warn(
                        "Topic {}: too many gaps between offsets to check; some records that expired unread may not"
                                + " be counted",
                        topic);
            }
            return;
        }
        queue.add(gap);
        if (scheduled.compareAndSet(false, true)) {
            executor.schedule((Runnable) this::checkQueued, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void checkQueued() {
        scheduled.set(false);
        List<OffsetGap> gaps = new ArrayList<>();
        for (OffsetGap gap = queue.poll(); gap != null; gap = queue.poll()) {
            gaps.add(gap);
            room.incrementAndGet();
        }
        if (!gaps.stream().allMatch(OffsetGap::isBeforeFirst)) {
            checkedNanos = System.nanoTime();
        }
        try (Brokers brokers = Brokers.connect(clients)) {
            check.check(brokers, gaps, firsts);
            unanswered = false;
        } catch (RuntimeException e) {
            if (executor.isShutdown()) {
                return;
            }
            if (!unanswered) {
                LOG.warn(
                        "Topic {}: cannot determine whether records have expired unread; will retry: {}",
                        topic,
                        e.getMessage());
                unanswered = true;
            }
            gaps.forEach(gap -> enqueue(gap, PAUSE_MILLIS));
        }
    }

    /** Stops the thread. Waits up to 5 s for its end, because its class loader may be closed next. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
