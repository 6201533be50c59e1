package dev.hotshard.connect.kafka;

import java.time.Duration;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a task's resources within 10 s and without an exception.
 *
 * <p>A sink that closes badly can end its TaskManager in two ways. Flink treats an exception during the
 * cleanup of a failed task as "FATAL - exception in exception handler". And it treats a task that takes
 * longer than {@code task.cancellation.timeout}, 3 min, as fatal: the connector's writer waits
 * {@code max.block.ms}, 1 min, for brokers to abort its transaction, and a chain may hold several writers,
 * which close one after another.
 *
 * <p>Neither shortcut loses anything. Records to be committed were flushed before, and are committed from
 * the checkpoint. The restarted sink or the brokers abort a transaction that was not aborted here.
 */
final class SafeClose {

    private static final Logger LOG = LoggerFactory.getLogger(SafeClose.class);

    /** Long enough for brokers that answer; several in a row stay far below the cancellation timeout. */
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private SafeClose() {}

    /**
     * Closes on the caller's thread, and logs one warning if that fails. Interrupts it after 10 s.
     *
     * @param what names the resource in the warning
     */
    static void close(String what, AutoCloseable closeable) {
        close(what, closeable, AT_MOST);
    }

    static void close(String what, AutoCloseable closeable, Duration atMost) {
        Interrupter interrupter = Interrupter.start(atMost);
        try {
            closeable.close();
        } catch (Throwable t) {
            // These leave the JVM in an unknown state.
            ExceptionUtils.rethrowIfFatalErrorOrOOM(t);
            LOG.warn("Could not close the {}; no event is lost: {}", what, t.toString());
        } finally {
            interrupter.stop();
        }
    }

    /** Interrupts the thread that started it, once, unless it is stopped before. */
    private static final class Interrupter {

        private final Thread target = Thread.currentThread();
        private boolean over;
        private boolean interrupted;

        static Interrupter start(Duration atMost) {
            Interrupter interrupter = new Interrupter();
            Thread thread = new Thread(() -> interrupter.run(atMost), "hotshard-close");
            thread.setDaemon(true);
            thread.start();
            return interrupter;
        }

        private synchronized void run(Duration atMost) {
            long end = System.nanoTime() + atMost.toNanos();
            try {
                for (long left = atMost.toMillis(); !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
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
