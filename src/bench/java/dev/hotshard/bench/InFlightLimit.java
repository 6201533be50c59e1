package dev.hotshard.bench;

import java.util.concurrent.Semaphore;

/** Bounds the records that are sent but not acknowledged. One thread sends; any thread acknowledges. */
final class InFlightLimit {

    private final int limit;
    private final Semaphore free;
    private volatile Exception failure;
    private int most;

    InFlightLimit(int limit) {
        this.limit = limit;
        free = new Semaphore(limit);
    }

    /** Waits until another record may be sent. */
    void begin() {
        free.acquireUninterruptibly();
        most = Math.max(most, limit - free.availablePermits());
    }

    /** @param e why the record was not written, or null if it was */
    void end(Exception e) {
        if (e != null) {
            failure = e;
        }
        free.release();
    }

    /** Why a record was not written, or null. */
    Exception failure() {
        return failure;
    }

    /** The highest number of records in flight so far. */
    int most() {
        return most;
    }
}
