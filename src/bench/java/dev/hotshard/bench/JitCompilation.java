package dev.hotshard.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Detects when the JIT compilers have caught up. On two cores under full load they need up to a minute and a
 * quarter of all CPU, which must not count as the cost of an event.
 */
final class JitCompilation {

    /** Compilers that use less than a thirtieth of two cores count as quiet. */
    private static final double QUIET_SHARE = 0.07;

    private static final Duration LOOK_BACK = Duration.ofSeconds(3);

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private long sinceNanos = System.nanoTime();
    private long millis = COMPILERS.getTotalCompilationTime();
    private boolean quiet;

    /**
     * Whether the compilers were quiet in the last three seconds observed. Must be called often.
     */
    boolean isQuiet() {
        long now = System.nanoTime();
        if (now - sinceNanos >= LOOK_BACK.toNanos()) {
            long nowMillis = COMPILERS.getTotalCompilationTime();
            quiet = (nowMillis - millis) * 1e6 / (now - sinceNanos) < QUIET_SHARE;
            sinceNanos = now;
            millis = nowMillis;
        }
        return quiet;
    }
}
