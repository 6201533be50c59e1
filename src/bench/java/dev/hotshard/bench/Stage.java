package dev.hotshard.bench;

/** What rows are measured on. */
interface Stage extends AutoCloseable {

    /** @throws IllegalStateException if the variant's output is not what it should be */
    void prove(Row row) throws Exception;

    /** Times the row once. */
    Measurement measure(Row row) throws Exception;
}
