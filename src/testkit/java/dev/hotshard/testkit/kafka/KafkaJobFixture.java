package dev.hotshard.testkit.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker, the job's topics and the job in this process, for all tests of a class. Each test sends records
 * and checks the output. Register it in a static field.
 */
public final class KafkaJobFixture implements BeforeAllCallback, AfterAllCallback {
    /** The number of partitions of input and output. */
    public static final int PARTITIONS = 4;

    private final Map<String, String> options;
    private final int outputMaxBytes;

    private final BrokerExtension broker = new BrokerExtension();

    private JobTopics topics;
    private LocalJob job;
    private JobOutputs outputs;
    private int sent;

    /**
     * @param outputMaxBytes the largest record that the output topic accepts
     * @param options of the job, in addition to those that name its topics
     */
    public KafkaJobFixture(int outputMaxBytes, Map<String, String> options) {
        this.outputMaxBytes = outputMaxBytes;
        this.options = options;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        broker.beforeAll(context);
        // Any timestamp and any order: records of a test may be from any time.
        topics = broker.createJobTopics(
                "job",
                PARTITIONS,
                Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
                Map.of("max.message.bytes", Integer.toString(outputMaxBytes)));
        outputs = JobOutputs.read(broker.bootstrapServers(), topics);
        Map<String, String> all = new HashMap<>(options);
        all.putAll(topics.options(broker.bootstrapServers()));
        job = LocalJob.start(broker.folder(), all);
    }

    public String inputTopic() {
        return topics.input();
    }

    /** The output so far. */
    public JobOutputs.TopicContents records() {
        return outputs.records();
    }

    /** The number of records sent so far, which is the offset of the next one. */
    public int sent() {
        return sent;
    }

    /**
     * Sends records to partition 0 of the input, in this order, and returns the output once it has
     * as many records.
     *
     * @param producer properties of the producer
     */
    public JobOutputs.TopicContents send(Map<String, String> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        JobOutputs.TopicContents before = outputs.records();
        int count = outputs.count();
        try (KafkaProducer<byte[], byte[]> client = broker.producer(producer)) {
            for (Future<?> sent : records.stream().map(client::send).toList()) {
                sent.get();
            }
        }
        sent += records.size();
        outputs.awaitCount(count + records.size());
        return outputs.records().since(before);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        try {
            job.stop();
        } finally {
            outputs.close();
            broker.afterAll(context);
        }
    }
}
