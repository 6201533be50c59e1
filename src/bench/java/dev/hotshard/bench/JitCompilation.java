package dev.hotshard.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Tells when the JVM's compilers have caught up with what runs. On two cores under full load they need up
 * to a minute and a fourth of all CPU, which is no cost of an event.
 */
final class JitCompilation {

    /** As good as quiet: a thirtieth of two cores. */
    private static final double QUIET_SHARE = 0.07;

    private static final Duration LOOK_BACK = Duration.ofSeconds(3);

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private long sinceNanos = System.nanoTime();
    private long millis = COMPILERS.getTotalCompilationTime();
    private boolean quiet;

    /**
     * Whether they had next to nothing to do in the last three seconds that were looked at; to be asked
     * often.
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
