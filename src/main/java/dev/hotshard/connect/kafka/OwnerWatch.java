package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * Finds a live owner of a job's transactional ids, on a thread of its own. The job's consumer group has no
 * members and a killed predecessor leaves open transactions, so only change tells: a running job takes new
 * ids at each of its checkpoints, idle or not. Without any id of the job there is nothing to watch.
 *
 * <p>An owner whose tasks are all restarting, or whose checkpoints take longer than the time watched, is
 * not seen.
 */
public final class OwnerWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(300);
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
            Duration time,
            Map<String, TransactionState> begin,
            Consumer<String> warn) {
        this.brokers = brokers;
        this.ids = ids;
        this.warn = warn;
        watching = new FutureTask<>(() -> watch(time, begin));
    }

    /**
     * Begins to watch. Takes 15 s if no broker answers.
     *
     * @param time longer than a job leaves between two checkpoints
     * @param say told what is waited for, if anything is
     * @param warn told if the brokers cannot be asked about transactions
     * @throws BrokersUnreachableException if no broker answers
     */
    public static OwnerWatch start(
            ClientSettings clients, TransactionIds ids, Duration time, Consumer<String> say, Consumer<String> warn) {
        Brokers brokers = Brokers.connect(clients);
        Map<String, TransactionState> begin = Map.of();
        try {
            begin = brokers.transactions().states(ids::has);
        } catch (KafkaException e) {
            warn.accept(unwatched(ids, e));
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        OwnerWatch watch = new OwnerWatch(brokers, ids, time, begin, warn);
        if (!begin.isEmpty()) {
            say.accept("Watching for " + time.toSeconds() + " s that no other job uses the transactional ids "
                    + ids.prefix() + "-*, which were used before");
        }
        Thread thread = new Thread(watch.watching, "hotshard-owner-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private Optional<String> watch(Duration time, Map<String, TransactionState> begin) throws InterruptedException {
        try (brokers) {
            if (begin.isEmpty()) {
                // Nothing to wait for; but whoever started at the same time has ids by the time that this
                // job would take them.
                awaited.await();
                return closed.getCount() == 0
                        ? Optional.empty()
                        : TransactionChanges.signOfLife(
                                begin, brokers.transactions().states(ids::has));
            }
            Map<String, TransactionState> seen = new HashMap<>(begin);
            long end = System.nanoTime() + time.toNanos();
            long pause = PAUSE.toNanos();
            for (; ; ) {
                long left = end - System.nanoTime();
                if (closed.await(Math.max(0, Math.min(pause, left)), TimeUnit.NANOSECONDS)) {
                    return Optional.empty();
                }
                long asked = System.nanoTime();
                Map<String, TransactionState> now = brokers.transactions().states(ids::has);
                Optional<String> sign = TransactionChanges.signOfLife(seen, now);
                if (sign.isPresent() || asked >= end) {
                    return sign;
                }
                seen.putAll(now);
                pause = Math.max(PAUSE.toNanos(), PAUSE_PER_LISTING * (System.nanoTime() - asked));
            }
        } catch (KafkaException | BrokersUnreachableException e) {
            if (closed.getCount() > 0) {
                warn.accept(unwatched(ids, e));
            }
            return Optional.empty();
        }
    }

    private static String unwatched(TransactionIds ids, RuntimeException e) {
        return "cannot see whether another job uses the transactional ids " + ids.prefix() + "-*: " + e.getMessage();
    }

    /**
     * Waits until the time is over, or an owner is seen.
     *
     * @throws TransactionsInUseException if an owner is seen
     */
    public void await() throws InterruptedException {
        awaited.countDown();
        try {
            Optional<String> sign = watching.get();
            if (sign.isPresent()) {
                throw new TransactionsInUseException(ids.prefix(), sign.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        awaited.countDown();
    }
}
