package dev.hotshard.connect.kafka;

import dev.hotshard.event.SourceRecord;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The connector's reader, assembled as {@code KafkaSource} assembles it, but with consumers that keep to a
 * {@link PollBudget}.
 */
final class BudgetedReader {

    /** Kafka's default for all partitions of a broker. */
    private static final long MAX_FETCH_BYTES = 50 << 20;
    /** Kafka's default for one partition. */
    private static final long MIN_FETCH_BYTES = 1 << 20;

    private BudgetedReader() {}

    static SourceReader<SourceRecord, KafkaPartitionSplit> create(
            SourceReaderContext context, Properties properties, SourceRecordDeserializer deserializer) {
        long bytes = PollBudget.bytesHere(context.getConfiguration());
        // Limits what a consumer reads ahead, still compressed, from each broker.
        properties.putIfAbsent(
                "fetch.max.bytes", Long.toString(Math.max(MIN_FETCH_BYTES, Math.min(MAX_FETCH_BYTES, bytes))));
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        ConsumerMetrics metrics = new ConsumerMetrics(context.metricGroup());
        return new KafkaSourceReader<>(
                queue,
                new KafkaSourceFetcherManager(
                        queue, () -> splitReader(context, properties, metrics, bytes), finished -> {}),
                new KafkaRecordEmitter<>(deserializer),
                configuration(properties),
                context,
                metrics);
    }

    private static KafkaPartitionSplitReader splitReader(
            SourceReaderContext context, Properties properties, ConsumerMetrics metrics, long bytes) {
        PollBudget budget = new PollBudget(bytes);
        Properties own = new Properties();
        own.putAll(properties);
        install(budget, own);
        KafkaPartitionSplitReader reader = new KafkaPartitionSplitReader(own, context, metrics);
        budget.bind(metrics.newest);
        return reader;
    }

    /**
     * Makes a consumer with these properties keep to the budget, once {@link PollBudget#bind} has set it.
     */
    static void install(PollBudget budget, Properties properties) {
        properties.put(PollBudget.CONFIG, budget);
        properties.put("key.deserializer", BudgetedDeserializer.class.getName());
        properties.put("value.deserializer", BudgetedDeserializer.class.getName());
        // Replaces no interceptor of the user's: ClientPropertyChecks refuses them.
        properties.put("interceptor.classes", BudgetInterceptor.class.getName());
    }

    private static Configuration configuration(Properties properties) {
        Configuration configuration = new Configuration();
        properties.stringPropertyNames().forEach(name -> configuration.setString(name, properties.getProperty(name)));
        return configuration;
    }

    /** The connector's metrics, to which its split reader passes the consumer that it creates. */
    private static final class ConsumerMetrics extends KafkaSourceReaderMetrics {
        private KafkaConsumer<?, ?> newest;

        ConsumerMetrics(SourceReaderMetricGroup group) {
            super(group);
        }

        @Override
        public void registerNumBytesIn(KafkaConsumer<?, ?> consumer) {
            super.registerNumBytesIn(consumer);
            newest = consumer;
        }
    }
}
