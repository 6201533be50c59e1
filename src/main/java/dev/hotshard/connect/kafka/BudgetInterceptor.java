package dev.hotshard.connect.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Cuts a poll off where its {@link PollBudget} was used up, and moves the consumer back there. Public
 * because Kafka's client creates it.
 */
public final class BudgetInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private PollBudget budget;

    @Override
    public void configure(Map<String, ?> configs) {
        budget = (PollBudget) configs.get(PollBudget.CONFIG);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return budget.endPoll() ? cutOff(records) : records;
    }

    private ConsumerRecords<byte[], byte[]> cutOff(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> whole = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (PollBudget.isLeftOut(record.value())) {
                    OffsetAndMetadata again = new OffsetAndMetadata(record.offset(), record.leaderEpoch(), "");
                    budget.seek(partition, again);
                    next.put(partition, again);
                    break;
                }
                whole.add(record);
            }
            if (!whole.isEmpty()) {
                kept.put(partition, whole);
            }
        }
        return new ConsumerRecords<>(kept, next);
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
