package dev.hotshard.cli.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Removes what must not outlast a process that a signal ends: temporary folders, unfinished results and
 * child processes.
 *
 * <p>Things are created and registered in one step, so that a signal at any moment finds all of them. There is
 * one registry per process, as for signals. Thread-safe.
 */
public final class CleanupRegistry {

    private record Entry(Object thing, Runnable removal) {}

    private static final Deque<Entry> ENTRIES = new ArrayDeque<>();
    private static boolean ended;

    private CleanupRegistry() {}

    /**
     * Creates something that {@link #removeAll} will remove unless it is passed to {@link #forget} before.
     *
     * <p>{@code creation} runs under a lock and must be short. Never returns once the process is ending.
     */
    public static <T> T create(Callable<T> creation, Consumer<T> removal) throws Exception {
        synchronized (ENTRIES) {
            if (!ended) {
                T thing = creation.call();
                ENTRIES.push(new Entry(thing, () -> removal.accept(thing)));
                return thing;
            }
        }
        new CountDownLatch(1).await();
        throw new IllegalStateException("the process has ended");
    }

    /** Unregisters something that its owner has removed, or that is to stay. */
    public static void forget(Object thing) {
        synchronized (ENTRIES) {
            ENTRIES.removeIf(entry -> entry.thing == thing);
        }
    }

    /** Removes everything registered, the newest first, before the process ends. */
    public static void removeAll() {
        List<Entry> all;
        synchronized (ENTRIES) {
            ended = true;
            all = new ArrayList<>(ENTRIES);
        }
        // Outside the lock: an owner may be removing its own at the same time.
        for (Entry entry : all) {
            try {
                entry.removal.run();
            } catch (RuntimeException e) {
                // The process ends anyway, and the remaining ones must go too.
            }
        }
    }
}
