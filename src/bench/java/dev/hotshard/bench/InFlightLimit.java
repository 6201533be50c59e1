package dev.hotshard.bench;

import java.util.concurrent.Semaphore;

/** Records that were sent and are not acknowledged, no more than a number of them; one thread sends. */
final class InFlightLimit {

    private final int limit;
    private final Semaphore free;
    private volatile Exception failure;
    private int most;

    InFlightLimit(int limit) {
        this.limit = limit;
        free = new Semaphore(limit);
    }

    /** Waits until another one may be sent. */
    void begin() {
        free.acquireUninterruptibly();
        most = Math.max(most, limit - free.availablePermits());
    }

    /** @param e why it was not written, or null */
    void end(Exception e) {
        if (e != null) {
            failure = e;
        }
        free.release();
    }

    /** Why one was not written, or null. */
    Exception failure() {
        return failure;
    }

    /** The most that were ever underway. */
    int most() {
        return most;
    }
}
