package dev.hotshard.bench;

/** The environment that runs rows, with or without Kafka. */
interface Stage extends AutoCloseable {

    /** @throws IllegalStateException if the variant's output is wrong */
    void prove(BenchRow row) throws Exception;

    /** Prepares what all runs of the row share. Does nothing if that exists. */
    default void prepare(BenchRow row) throws Exception {}

    /** Measures the row once. */
    Measurement measure(BenchRow row) throws Exception;

    @Override
    default void close() {}
}
