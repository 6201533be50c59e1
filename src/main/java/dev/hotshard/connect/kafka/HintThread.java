package dev.hotshard.connect.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A daemon thread that exchanges hints until another thread stops it. */
final class HintThread {

    private static final long STOP_MILLIS = 5_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** @param task returns soon after {@link #isOpen} has become false */
    HintThread(String name, Runnable task) {
        thread = new Thread(task, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isOpen() {
        return stopped.getCount() > 0;
    }

    /** Blocks for the pause, or until the thread is stopped. */
    void pause(Duration pause) throws InterruptedException {
        stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void interrupt() {
        thread.interrupt();
    }

    /**
     * Stops the thread. Waits up to 5 s for its end, because its class loader may be closed next.
     *
     * @param wakeUp interrupts what the task is blocked on
     */
    void stop(Runnable wakeUp) {
        stopped.countDown();
        wakeUp.run();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
