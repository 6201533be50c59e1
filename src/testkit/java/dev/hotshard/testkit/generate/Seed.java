package dev.hotshard.testkit.generate;

import java.util.SplittableRandom;

/**
 * The seed of a test's random values: another one in every run, printed, and set by
 * {@code -Dhotshard.seed=N} to repeat a run.
 */
public final class Seed {

    private static final String PROPERTY = "hotshard.seed";

    private Seed() {}

    /** The seed of this run, printed with the test's name. */
    public static long of(Class<?> test) {
        long seed = Long.getLong(PROPERTY, System.nanoTime());
        System.out.printf("%s: seed %d (-D%s=%d repeats it)%n", test.getSimpleName(), seed, PROPERTY, seed);
        return seed;
    }

    /** Random values for a test, from a seed that is printed. */
    public static SplittableRandom random(Class<?> test) {
        return new SplittableRandom(of(test));
    }
}
