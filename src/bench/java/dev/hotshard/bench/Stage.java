package dev.hotshard.bench;

/** What rows are measured on. */
interface Stage extends AutoCloseable {

    /** @throws IllegalStateException if the variant's output is not what it should be */
    void prove(BenchRow row) throws Exception;

    /** Makes what all runs of the row need; costs nothing when it is there. */
    default void prepare(BenchRow row) throws Exception {}

    /** Times the row once. */
    Measurement measure(BenchRow row) throws Exception;

    @Override
    default void close() {}
}
