package dev.hotshard.cli;

import static dev.hotshard.testkit.generate.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.cluster.RunProcess;
import dev.hotshard.testkit.kafka.BrokerExtension;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.JobTopics;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code run} reports about records that were deleted before it read them. */
class ExpiredRecordsITCase {
    private static final String EXPIRED = "Source__kafka-source.hotshard.expiredRecords";

    @RegisterExtension
    private static final BrokerExtension broker = new BrokerExtension();

    @Test
    void shouldCountRecordsDeletedWhileItRunsAndWhileItIsStopped() throws Exception {
        JobTopics topics = broker.createJobTopics("expired", 1);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics);
                KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of());
                KafkaProducer<byte[], byte[]> holding = broker.producer(Map.of("transactional.id", "holding"))) {
            try (RunProcess run = start(topics)) {
                send(producer, topics, 50);
                outputs.awaitCount(50);

                // The job cannot read past an open transaction, so the records after it can be deleted first.
                holding.initTransactions();
                holding.beginTransaction();
                holding.send(record(topics.input(), event(0))).get();
                send(producer, topics, 40);
                deleteBefore(topics, 80);
                holding.abortTransaction();

                outputs.awaitCount(50 + 11);
                run.awaitCounter(EXPIRED, 30);
                run.terminate();
                assertThat(run.exitCode()).isZero();
                assertThat(warnings(run)).containsExactly("30 records from offset 50 to 79");
            }

            send(producer, topics, 20);
            deleteBefore(topics, 102);
            try (RunProcess run = start(topics)) {
                outputs.awaitCount(50 + 11 + 10);
                run.awaitCounter(EXPIRED, 11);
                run.terminate();
                assertThat(run.exitCode()).isZero();
                // Ten records and the marker of the aborted transaction.
                assertThat(warnings(run)).containsExactly("11 records from offset 91 to 101");
            }
            assertThat(outputs.readToEnd().events()).hasSize(71);
        }
    }

    @Test
    void shouldCountRecordsDeletedAfterTheCommittedOffsetsOfTheGroup() throws Exception {
        JobTopics topics = broker.createJobTopics("committed", 1);
        try (JobOutputs outputs = JobOutputs.read(broker.bootstrapServers(), topics);
                KafkaProducer<byte[], byte[]> producer = broker.producer(Map.of());
                Admin admin = broker.admin()) {
            send(producer, topics, 20);
            admin.alterConsumerGroupOffsets(topics.job(), Map.of(input(topics), new OffsetAndMetadata(5)))
                    .all()
                    .get();
            deleteBefore(topics, 12);
            try (RunProcess run = start(topics)) {
                outputs.awaitCount(8);
                run.awaitCounter(EXPIRED, 7);
                run.terminate();
                assertThat(run.exitCode()).isZero();
                assertThat(warnings(run)).containsExactly("7 records from offset 5 to 11");
            }
        }
    }

    private static Stream<String> warnings(RunProcess run) throws IOException {
        return run.stderr()
                .lines()
                .filter(line -> line.contains("had expired before they were read"))
                .map(line -> line.replaceFirst(".* partition 0: (.*) had expired.*", "$1"));
    }

    private static RunProcess start(JobTopics topics) throws IOException {
        return RunProcess.start(broker.folder().resolve(topics.job()), topics.arguments(broker.bootstrapServers()));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, JobTopics topics, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            producer.send(record(topics.input(), event(i)));
        }
        producer.flush();
    }

    private static String event(int number) {
        return "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"" + number + "\",\"time\":1618716477}}";
    }

    private static void deleteBefore(JobTopics topics, long offset) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(input(topics), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private static TopicPartition input(JobTopics topics) {
        return new TopicPartition(topics.input(), 0);
    }
}
