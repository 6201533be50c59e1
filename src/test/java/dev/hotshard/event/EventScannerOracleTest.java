package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.reference.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Generated hostile values: scanner, dates, keys and rewrite against Jackson, {@code BigDecimal} and
 * {@code java.time}. {@code -Dhotshard.fuzz.cases=N} sets their number; the Maven profile {@code fuzz} runs
 * 50 million.
 */
class EventScannerOracleTest {

    private static final long CASES = Long.getLong("hotshard.fuzz.cases", 200_000);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final LongAdder done = new LongAdder();
    private final LongAdder counted = new LongAdder();

    @Test
    void shouldAgreeWithTheReferenceOnHostileValues() throws Exception {
        long seed = Seed.of(getClass());
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long cases = CASES / THREADS + (i < CASES % THREADS ? 1 : 0);
                Oracle oracle = new Oracle(seed + i);
                runs.add(threads.submit(() -> run(oracle, cases)));
            }
            threads.shutdown();
            while (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                System.out.printf("%,d of %,d cases%n", done.sum(), CASES);
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%,d cases, %,d of them counted events, %.1f s on %d threads%n",
                done.sum(), counted.sum(), (System.nanoTime() - start) / 1e9, THREADS);
        assertThat(done.sum()).isEqualTo(CASES);
        assertThat(counted.sum()).as("cases that pass the scanner").isGreaterThan(CASES / 4);
    }

    private void run(Oracle oracle, long cases) {
        for (long i = 0; i < cases && !Thread.currentThread().isInterrupted(); i++) {
            if (oracle.next()) {
                counted.increment();
            }
            done.increment();
        }
    }
}
