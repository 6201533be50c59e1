package dev.hotshard.cli.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the one TaskManager of a {@link MiniCluster} after an error fatal to it. The cluster does not do
 * that itself, and the job would wait for slots forever. Gives up after repeated losses.
 */
final class TaskManagerKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskManagerKeeper.class);

    private static final int MAX_LOSSES = 5;
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(500);
    /**
     * The interval until the TaskManager has registered: short, so that even one that fails at its first task
     * is seen.
     */
    private static final Duration FIRST_POLL = Duration.ofMillis(20);
    /** A TaskManager that was only disconnected, after a pause of this process, registers again at once. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(2);

    private static final Duration FIRST_REGISTRATION = Duration.ofSeconds(60);
    /**
     * How long to wait for tasks that do not end. A cluster would not wait for the tasks of a killed process
     * either.
     */
    private static final Duration END = Duration.ofSeconds(20);

    private final MiniCluster cluster;
    private final Deque<Long> losses = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "hotshard-taskmanager");

    private int index;
    private volatile String failure;

    private TaskManagerKeeper(MiniCluster cluster) {
        this.cluster = cluster;
        thread.setDaemon(true);
    }

    /**
     * Starts watching.
     *
     * @param cluster started, with one TaskManager
     */
    static TaskManagerKeeper of(MiniCluster cluster) {
        TaskManagerKeeper keeper = new TaskManagerKeeper(cluster);
        keeper.thread.start();
        return keeper;
    }

    /** Why the TaskManager is no longer replaced, for the user; empty as long as it is. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try {
            boolean registered = false;
            long seen = System.nanoTime();
            while (failure == null && cluster.isRunning() && !awaitClose(registered ? POLL : FIRST_POLL)) {
                if (isConnected()) {
                    registered = true;
                    seen = System.nanoTime();
                } else if (System.nanoTime() - seen > (registered ? LOST_AFTER : FIRST_REGISTRATION).toNanos()) {
                    replace();
                    registered = false;
                    seen = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (cluster.isRunning() && closed.getCount() > 0) {
                failure = "the local Flink cluster lost its TaskManager and could not start another one: " + e;
            }
        }
    }

    private boolean awaitClose(Duration atMost) throws InterruptedException {
        return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isConnected() throws InterruptedException {
        try {
            return cluster.requestClusterOverview()
                            .get(FIRST_REGISTRATION.toSeconds(), TimeUnit.SECONDS)
                            .getNumTaskManagersConnected()
                    > 0;
        } catch (ExecutionException | TimeoutException e) {
            return true;
        }
    }

    private void replace() throws Exception {
        long now = System.nanoTime();
        losses.add(now);
        losses.removeIf(loss -> now - loss > PERIOD.toNanos());
        if (losses.size() > MAX_LOSSES) {
            failure = ("the local Flink cluster lost its TaskManager %d times within %d min; the errors logged "
                            + "above say why")
                    .formatted(losses.size(), PERIOD.toMinutes());
            return;
        }
        LOG.warn(
                "The TaskManager of the local cluster was lost and is being replaced; the errors logged above say why");
        // Two live TaskManagers would not notice each other: subtasks exchange data within one only.
        try {
            cluster.terminateTaskManager(index).get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The lost TaskManager did not shut down cleanly: {}", e.toString());
        }
        cluster.startTaskManager();
        index++;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
