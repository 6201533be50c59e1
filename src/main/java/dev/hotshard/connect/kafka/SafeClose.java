package dev.hotshard.connect.kafka;

import java.time.Duration;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a task holds without an exception, and in time.
 *
 * <p>Two ways lead from a sink that closes badly to the end of its TaskManager. An exception while a failed
 * task is cleaned up is "FATAL - exception in exception handler" to Flink. And a task that takes longer
 * than {@code task.cancellation.timeout}, 3 min, is fatal too: the connector's writer waits
 * {@code max.block.ms}, 1 min, for brokers to abort its transaction, and a chain may hold several writers,
 * which close one after the other.
 *
 * <p>Nothing is lost by either. What was to be committed has been flushed before, and is committed from the
 * checkpoint; a transaction that is not aborted here is aborted when the sink starts again, or by the
 * brokers.
 */
final class SafeClose {

    private static final Logger LOG = LoggerFactory.getLogger(SafeClose.class);

    /**
     * Enough for brokers that answer, and for a chain of several writers together far below the
     * cancellation timeout.
     */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private SafeClose() {}

    /**
     * Closes, on this thread, and logs one warning if that fails. After 10 s it interrupts.
     *
     * @param what for the warning
     */
    static void close(String what, AutoCloseable closeable) {
        close(what, closeable, BOUND);
    }

    static void close(String what, AutoCloseable closeable, Duration bound) {
        Interrupter interrupter = Interrupter.start(bound);
        try {
            closeable.close();
        } catch (Throwable t) {
            // After these nothing in this process is to be relied on.
            ExceptionUtils.rethrowIfFatalErrorOrOOM(t);
            LOG.warn("Could not close the {}, which loses no event: {}", what, t.toString());
        } finally {
            interrupter.stop();
        }
    }

    /** Interrupts the thread that made it, once, unless it is stopped before. */
    private static final class Interrupter {

        private final Thread target = Thread.currentThread();
        private boolean over;
        private boolean interrupted;

        static Interrupter start(Duration bound) {
            Interrupter interrupter = new Interrupter();
            Thread thread = new Thread(() -> interrupter.run(bound), "hotshard-close");
            thread.setDaemon(true);
            thread.start();
            return interrupter;
        }

        private synchronized void run(Duration bound) {
            long end = System.nanoTime() + bound.toNanos();
            try {
                for (long left = bound.toMillis(); !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                return;
            }
            if (!over) {
                interrupted = true;
                target.interrupt();
            }
        }

        synchronized void stop() {
            over = true;
            notifyAll();
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
