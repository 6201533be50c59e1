package dev.hotshard.connect.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The heap that the records of one poll may take. A consumer bounds what it fetches, compressed, and the
 * number of records, but not what they decompress to: a megabyte on the broker can be gigabytes on the
 * heap.
 *
 * <p>Once the records of a poll have reached the budget, the deserializer copies no more values and marks
 * them instead. Before the poll returns, an interceptor drops the marked records and moves the consumer
 * back to the first one of each partition, which it fetches again. A poll holds one record at least,
 * whatever its length. Costs nothing while records are small; a fixed, low {@code max.poll.records} would
 * make their read costlier.
 *
 * <p>One for each consumer, and for its thread.
 */
final class PollBudget {

    /** Stands for a value that was left out. No other value is this array. */
    private static final byte[] LEFT_OUT = {};

    private static final String CONFIG = "hotshard.poll.budget";
    private static final String INTERCEPTORS = "interceptor.classes";

    /**
     * Flink keeps one poll that is being emitted, two in a queue of fixed length, and one that waits for a
     * place there.
     */
    private static final int POLLS_IN_FLIGHT = 4;
    /** Of a slot's heap; the producers of its sinks take up to 32 MB each. */
    private static final double SHARE = 0.25;
    /** What a record takes beside its bytes. */
    private static final int RECORD_BYTES = 200;

    private final long budget;
    private Consumer<?, ?> consumer;
    private long used;
    private int kept;
    private boolean exhausted;

    PollBudget(long bytes) {
        budget = bytes;
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

    /** Has a consumer to be made of these properties keep to the budget; {@link #bind} must follow. */
    void addTo(Properties properties) {
        properties.put(CONFIG, this);
        properties.put("key.deserializer", Bytes.class.getName());
        properties.put("value.deserializer", Bytes.class.getName());
        // Nobody else's: ClientRules refuses them.
        properties.put(INTERCEPTORS, LeaveOut.class.getName());
    }

    void bind(Consumer<?, ?> made) {
        consumer = made;
    }

    /** Whether a value of this length, headers included, may be kept. */
    private boolean allows(int bytes) {
        // The first goes through however long it is, or nothing ever would.
        if (exhausted || kept > 0 && used + bytes > budget) {
            exhausted = true;
            return false;
        }
        kept++;
        use(bytes + RECORD_BYTES);
        return true;
    }

    private void use(int bytes) {
        used += bytes;
    }

    private <K, V> ConsumerRecords<K, V> settle(ConsumerRecords<K, V> records) {
        used = 0;
        kept = 0;
        if (!exhausted) {
            return records;
        }
        exhausted = false;
        Map<TopicPartition, List<ConsumerRecord<K, V>>> whole = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<K, V>> first = new ArrayList<>();
            for (ConsumerRecord<K, V> record : records.records(partition)) {
                if (record.value() == LEFT_OUT) {
                    OffsetAndMetadata again = new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
                    consumer.seek(partition, again);
                    next.put(partition, again);
                    break;
                }
                first.add(record);
            }
            if (!first.isEmpty()) {
                whole.put(partition, first);
            }
        }
        return new ConsumerRecords<>(whole, next);
    }

    /** Made by the consumer. */
    public static final class Bytes extends ByteArrayDeserializer {
        private PollBudget budget;
        private boolean isKey;

        @Override
        public void configure(Map<String, ?> configs, boolean key) {
            budget = (PollBudget) configs.get(CONFIG);
            isKey = key;
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
            int bytes = data.remaining();
            if (isKey) {
                budget.use(bytes);
                return super.deserialize(topic, headers, data);
            }
            for (Header header : headers) {
                bytes += header.value() == null ? 0 : header.value().length;
            }
            return budget.allows(bytes) ? super.deserialize(topic, headers, data) : LEFT_OUT;
        }
    }

    /** Made by the consumer. */
    public static final class LeaveOut implements ConsumerInterceptor<byte[], byte[]> {
        private PollBudget budget;

        @Override
        public void configure(Map<String, ?> configs) {
            budget = (PollBudget) configs.get(CONFIG);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            return budget.settle(records);
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Offsets are committed with checkpoints.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
