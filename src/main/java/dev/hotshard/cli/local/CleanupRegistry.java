package dev.hotshard.cli.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What this process must not leave behind: temporary folders, unfinished results, child processes. Each is
 * registered in the same step in which it is made, so that a signal at any moment finds all of them. For
 * this process as a whole, as signals are.
 */
public final class CleanupRegistry {

    private record Leftover(Object made, Runnable removal) {}

    private static final Deque<Leftover> LEFTOVERS = new ArrayDeque<>();
    private static boolean ended;

    private CleanupRegistry() {}

    /**
     * Makes something that {@link #removeAll} removes until {@link #forget} is called with it. Takes as
     * long as {@code creation}, which must be short, and never returns once the process is ending.
     */
    public static <T> T create(Callable<T> creation, Consumer<T> removal) throws Exception {
        synchronized (LEFTOVERS) {
            if (!ended) {
                T made = creation.call();
                LEFTOVERS.push(new Leftover(made, () -> removal.accept(made)));
                return made;
            }
        }
        new CountDownLatch(1).await();
        throw new IllegalStateException("the process has ended");
    }

    /** Drops what its owner has removed, or what is to stay. */
    public static void forget(Object made) {
        synchronized (LEFTOVERS) {
            LEFTOVERS.removeIf(leftover -> leftover.made == made);
        }
    }

    /** Removes all, the newest first, for a process that ends next. */
    public static void removeAll() {
        List<Leftover> all;
        synchronized (LEFTOVERS) {
            ended = true;
            all = new ArrayList<>(LEFTOVERS);
        }
        // Not within the lock: an owner may be about to remove its own.
        for (Leftover leftover : all) {
            try {
                leftover.removal.run();
            } catch (RuntimeException e) {
                // The process ends in any case, and the others are to go as well.
            }
        }
    }
}
