package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls come in a consumer's order: it deserializes values one by one, then the interceptor sees the poll. */
class PollBudgetTest {
    private static final int RECORD_BYTES = 1_000;
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);

    private final PollBudget budget = new PollBudget(3 * (RECORD_BYTES + 200));
    private final BudgetedDeserializer values = new BudgetedDeserializer();
    private final BudgetInterceptor interceptor = new BudgetInterceptor();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void bind() {
        Properties properties = new Properties();
        BudgetedReader.install(budget, properties);
        Map<String, Object> configs = new HashMap<>();
        properties.forEach((name, value) -> configs.put((String) name, value));
        values.configure(configs, false);
        interceptor.configure(configs);
        consumer.assign(List.of(ZERO, ONE));
        budget.bind(consumer);
    }

    @Test
    void shouldReturnThePollItselfWithinTheBudget() {
        ConsumerRecords<byte[], byte[]> poll = poll(Map.of(ZERO, 3), RECORD_BYTES);

        assertThat(interceptor.onConsume(poll)).isSameAs(poll);
    }

    @Test
    void shouldCutThePollOffWhereTheBudgetEndsAndSeekBackThere() {
        ConsumerRecords<byte[], byte[]> kept = interceptor.onConsume(poll(partitions(5, 2), RECORD_BYTES));

        assertThat(kept.records(ZERO)).extracting(ConsumerRecord::offset).containsExactly(10L, 11L, 12L);
        assertThat(kept.records(ONE)).isEmpty();
        assertThat(kept.partitions()).containsExactly(ZERO);
        assertThat(kept).noneMatch(record -> PollBudget.isLeftOut(record.value()));
        assertThat(consumer.position(ZERO)).isEqualTo(13);
        assertThat(consumer.position(ONE)).isEqualTo(10);
        assertThat(kept.nextOffsets().get(ZERO).offset()).isEqualTo(13);
    }

    @Test
    void shouldBeginEachPollWithTheWholeBudget() {
        interceptor.onConsume(poll(partitions(5, 2), RECORD_BYTES));

        assertThat(interceptor.onConsume(poll(partitions(2, 1), RECORD_BYTES)).count())
                .isEqualTo(3);
    }

    @Test
    void shouldReturnOneRecordWhateverItsLength() {
        ConsumerRecords<byte[], byte[]> kept = interceptor.onConsume(poll(partitions(2, 2), 100 * RECORD_BYTES));

        assertThat(kept).extracting(ConsumerRecord::offset).containsExactly(10L);
    }

    @Test
    void shouldBeASixteenthOfASlotsHeap() {
        assertThat(PollBudget.bytes(1_024, 2)).isEqualTo(32);
    }

    private static Map<TopicPartition, Integer> partitions(int zero, int one) {
        Map<TopicPartition, Integer> partitions = new LinkedHashMap<>();
        partitions.put(ZERO, zero);
        partitions.put(ONE, one);
        return partitions;
    }

    /** A poll of this many records of each partition, from offset 10 on. */
    private ConsumerRecords<byte[], byte[]> poll(Map<TopicPartition, Integer> counts, int bytes) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        counts.forEach((partition, count) -> {
            List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] value = values.deserialize("t", new RecordHeaders(), ByteBuffer.allocate(bytes));
                some.add(new ConsumerRecord<>("t", partition.partition(), 10 + i, null, value));
            }
            records.put(partition, some);
            next.put(partition, new OffsetAndMetadata(10 + count));
        });
        return new ConsumerRecords<>(records, next);
    }
}
