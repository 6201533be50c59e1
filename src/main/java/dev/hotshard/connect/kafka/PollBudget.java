package dev.hotshard.connect.kafka;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The heap that the records of one poll may take. A consumer limits the compressed bytes and the number of
 * records that it fetches, but not the decompressed bytes: a megabyte on the broker can be gigabytes on the
 * heap.
 *
 * <p>Once the records of a poll have used up the budget, {@link BudgetedDeserializer} copies no more values
 * and marks them instead. Before the poll returns, {@link BudgetInterceptor} drops the marked records and
 * moves the consumer back to the first of each partition, which it fetches again. Each poll keeps at least
 * one record, however long. While records are small this costs nothing, unlike a fixed, low
 * {@code max.poll.records}.
 *
 * <p>Belongs to one consumer and its thread.
 */
final class PollBudget {

    /** The consumer property under which deserializer and interceptor find their budget. */
    static final String CONFIG = "hotshard.poll.budget";

    /** Marks a value that was not copied. Compared by identity. */
    static final byte[] LEFT_OUT = {};

    /**
     * Flink keeps one poll that is being emitted, two in a queue of fixed length, and one that waits for
     * it.
     */
    private static final int POLLS_IN_FLIGHT = 4;
    /** Of a slot's heap; the producers of its sinks take up to 32 MB each. */
    private static final double SHARE = 0.25;
    /** The heap that a record takes besides its bytes. */
    private static final int RECORD_BYTES = 200;

    private final long budgetBytes;
    private Consumer<?, ?> consumer;
    private long usedBytes;
    private int kept;
    private boolean exhausted;

    PollBudget(long bytes) {
        budgetBytes = bytes;
    }

    /** The bytes for each poll in this JVM, where each slot may run one consumer. */
    static long bytesHere(Configuration taskManager) {
        return bytes(Runtime.getRuntime().maxMemory(), taskManager.get(TaskManagerOptions.NUM_TASK_SLOTS));
    }

    static long bytes(long heap, int slots) {
        return (long) (heap * SHARE) / slots / POLLS_IN_FLIGHT;
    }

    static boolean isLeftOut(byte[] value) {
        return value == LEFT_OUT;
    }

    /** Sets the consumer that keeps to this budget. Call it before the first poll. */
    void bind(Consumer<?, ?> made) {
        consumer = made;
    }

    /** Whether a value of this length, headers included, may be kept; takes it from the budget if so. */
    boolean allows(int bytes) {
        // The first one always: otherwise a record longer than the budget would never be read.
        if (exhausted || kept > 0 && usedBytes + bytes > budgetBytes) {
            exhausted = true;
            return false;
        }
        kept++;
        use(bytes + RECORD_BYTES);
        return true;
    }

    void use(int bytes) {
        usedBytes += bytes;
    }

    /** Starts the next poll with the whole budget; returns whether this one left records out. */
    boolean endPoll() {
        boolean leftOut = exhausted;
        usedBytes = 0;
        kept = 0;
        exhausted = false;
        return leftOut;
    }

    void seek(TopicPartition partition, OffsetAndMetadata offset) {
        consumer.seek(partition, offset);
    }
}
