package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * A watch for another running job with the same transactional ids. It lists the ids on a thread of its own
 * and looks for {@link OwnerActivity}: a consumer group has no members here, and a killed job leaves
 * transactions open, so only change shows an owner. A running job takes new ids at each checkpoint, idle or
 * not.
 *
 * <p>The watch lasts as long as a job may leave between two checkpoints. If the job has no ids yet, it
 * compares just two listings: at the start and at {@link #await}. It misses an owner whose tasks are all
 * restarting, or whose checkpoints take longer than the watch.
 */
public final class OwnerWatch implements AutoCloseable {

    /** Covers the checkpoint itself, and the brokers' answers. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration MIN_PAUSE = Duration.ofMillis(300);
    /**
     * Brokers remember an id of each sink subtask and checkpoint for a week: listing them may take seconds,
     * and must not become a load.
     */
    private static final int PAUSE_PER_LISTING = 4;

    private final Brokers brokers;
    private final TransactionIds ids;
    private final Consumer<String> warn;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch awaited = new CountDownLatch(1);
    private final FutureTask<Optional<String>> watching;

    private OwnerWatch(
            Brokers brokers,
            TransactionIds ids,
            Duration period,
            Map<String, TransactionState> first,
            Consumer<String> warn) {
        this.brokers = brokers;
        this.ids = ids;
        this.warn = warn;
        watching = new FutureTask<>(() -> watch(period, first));
    }

    /**
     * Starts to watch. Lists the ids once, and blocks for 15 s if no broker answers.
     *
     * @param sinks the job's sinks, as {@link TransactionIds} lists them
     * @param conf the job's checkpoint interval and minimum pause, which bound the watch
     * @param say receives a sentence for the user if there is anything to wait for
     * @param warn receives a sentence, possibly on the watch's thread, if the brokers cannot list
     *     transactions
     * @throws BrokersUnreachableException if no broker answers
     */
    public static OwnerWatch start(
            ClientSettings clients,
            List<String> sinks,
            Configuration conf,
            Consumer<String> say,
            Consumer<String> warn) {
        TransactionIds ids = new TransactionIds(clients.transactionalIdPrefix(), sinks);
        Duration period = checkpointPeriod(conf).plus(MARGIN);
        Brokers brokers = Brokers.connect(clients);
        Map<String, TransactionState> first = Map.of();
        try {
            first = brokers.transactions().states(ids::has);
        } catch (KafkaException e) {
            warn.accept(unwatched(ids, e));
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        OwnerWatch watch = new OwnerWatch(brokers, ids, period, first, warn);
        if (!first.isEmpty()) {
            say.accept("Checking for " + period.toSeconds() + " s that no other job uses the transactional ids "
                    + ids.prefix() + "-*, which an earlier job used");
        }
        Thread thread = new Thread(watch.watching, "hotshard-owner-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private static Duration checkpointPeriod(Configuration conf) {
        Duration interval = conf.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        Duration pause = conf.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
        return interval.compareTo(pause) > 0 ? interval : pause;
    }

    private Optional<String> watch(Duration period, Map<String, TransactionState> first) throws InterruptedException {
        try (brokers) {
            return first.isEmpty() ? compareWhenAwaited() : compareUntil(period, first);
        } catch (KafkaException | BrokersUnreachableException e) {
            if (closed.getCount() > 0) {
                warn.accept(unwatched(ids, e));
            }
            return Optional.empty();
        }
    }

    /**
     * Without ids there is no owner to wait for; a job that started at the same time has taken ids by then.
     */
    private Optional<String> compareWhenAwaited() throws InterruptedException {
        awaited.await();
        return closed.getCount() == 0
                ? Optional.empty()
                : OwnerActivity.between(Map.of(), brokers.transactions().states(ids::has));
    }

    private Optional<String> compareUntil(Duration period, Map<String, TransactionState> first)
            throws InterruptedException {
        Map<String, TransactionState> seen = new HashMap<>(first);
        long endNanos = System.nanoTime() + period.toNanos();
        long pauseNanos = MIN_PAUSE.toNanos();
        for (; ; ) {
            long leftNanos = endNanos - System.nanoTime();
            if (closed.await(Math.max(0, Math.min(pauseNanos, leftNanos)), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            long listedNanos = System.nanoTime();
            Map<String, TransactionState> now = brokers.transactions().states(ids::has);
            Optional<String> activity = OwnerActivity.between(seen, now);
            if (activity.isPresent() || listedNanos >= endNanos) {
                return activity;
            }
            seen.putAll(now);
            pauseNanos = Math.max(MIN_PAUSE.toNanos(), PAUSE_PER_LISTING * (System.nanoTime() - listedNanos));
        }
    }

    private static String unwatched(TransactionIds ids, RuntimeException e) {
        return "cannot see whether another job uses the transactional ids " + ids.prefix() + "-*: " + e.getMessage();
    }

    /**
     * Waits until the watch is over or has seen an owner.
     *
     * @throws TransactionsInUseException if an owner was seen
     */
    public void await() throws InterruptedException {
        awaited.countDown();
        try {
            Optional<String> activity = watching.get();
            if (activity.isPresent()) {
                throw new TransactionsInUseException(ids.prefix(), activity.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Ends the watch without waiting for its thread, which closes the connection. */
    @Override
    public void close() {
        closed.countDown();
        awaited.countDown();
    }
}
