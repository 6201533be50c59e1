package dev.hotshard.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.config.Options;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.event.RecordHeaders;
import dev.hotshard.event.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the job has committed, as any consumer would, and tallies it: restored events, load per
 * partition, alerts and dead letters. Not thread-safe.
 */
public final class DemoResults implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventScanner scanner = new EventScanner(Options.PROJECT_PROPERTY.defaultValue());
    private final JsonMapper json = new JsonMapper();

    private final MultisetDigest events = new MultisetDigest();
    private final MultisetDigest letters = new MultisetDigest();
    private final long[] loads = new long[DemoTopics.PARTITIONS];
    private final long[] loadsWithout = new long[DemoTopics.PARTITIONS];
    private final List<JsonNode> hotIds = new ArrayList<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long rewritten;
    private long notRestored;

    /** Starts reading the demo's topics from their beginning. */
    public DemoResults(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(DemoTopics.OUTPUT, DemoTopics.HOT_IDS, DemoTopics.DEAD_LETTERS)) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads the records that are available, or waits for some, up to {@code timeout}. */
    public void read(Duration timeout) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            switch (record.topic()) {
                case DemoTopics.OUTPUT -> event(record);
                case DemoTopics.HOT_IDS -> hotId(json.readTree(record.value()));
                default -> deadLetter(record);
            }
        }
    }

    private void hotId(JsonNode notice) {
        if (notice.path("type").asText().equals("OPENED")) {
            hotIds.add(notice);
        }
    }

    private void event(ConsumerRecord<byte[], byte[]> record) {
        byte[] original = record.value();
        if (record.headers().lastHeader(RecordHeaders.REWRITTEN) != null) {
            rewritten++;
            original = HotEvent.restore(record.value(), scanner);
        }
        if (original == null || scanner.scan(original) != null) {
            notRestored++;
            return;
        }
        events.add(original);
        loads[record.partition()]++;
        byte[] id = JsonText.bytes(original, scanner.distinctId());
        loadsWithout[BuiltInPartitioner.partitionForKey(id, DemoTopics.PARTITIONS)]++;
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        letters.add(record.value() == null ? new byte[0] : record.value());
        reasons.merge(
                new String(record.headers().lastHeader("hotshard-reason").value(), StandardCharsets.UTF_8),
                1L,
                Long::sum);
    }

    /** Events and dead letters read so far. */
    public long count() {
        return events.count() + notRestored + letters.count();
    }

    /** Events read so far that were rewritten. */
    public long rewritten() {
        return rewritten;
    }

    /** Alerts about new hot ids read so far. */
    public int hotIdCount() {
        return hotIds.size();
    }

    /** Compares what was read with what was sent. */
    public DemoReport report(MultisetDigest sent, long threshold) {
        MultisetDigest back = new MultisetDigest();
        back.addAll(events);
        back.addAll(letters);
        return new DemoReport(
                sent.count(),
                events.count() + notRestored,
                rewritten,
                reasons,
                threshold,
                hotIds,
                loads,
                loadsWithout,
                sent.count() == count(),
                notRestored == 0 && back.equalTo(sent));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
