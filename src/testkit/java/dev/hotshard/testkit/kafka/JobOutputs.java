package dev.hotshard.testkit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** Committed readers of all that a job writes, which read while it starts, is killed and stops. */
public final class JobOutputs implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(240);

    private final CommittedReader events;
    private final CommittedReader hotIds;
    private final CommittedReader deadLetters;

    /** Records of each topic, in order within a partition. */
    public record TopicContents(
            List<ConsumerRecord<byte[], byte[]>> events,
            List<ConsumerRecord<byte[], byte[]>> hotIds,
            List<ConsumerRecord<byte[], byte[]>> deadLetters) {

        /** The records after the {@code earlier} ones. */
        public TopicContents since(TopicContents earlier) {
            return new TopicContents(
                    rest(events, earlier.events), rest(hotIds, earlier.hotIds), rest(deadLetters, earlier.deadLetters));
        }

        private static <T> List<T> rest(List<T> records, List<T> earlier) {
            return records.subList(earlier.size(), records.size());
        }
    }

    private JobOutputs(String bootstrap, JobTopics topics, IntConsumer listener) {
        events = CommittedReader.start(bootstrap, topics.output(), listener);
        hotIds = CommittedReader.start(bootstrap, topics.hotIds(), count -> {});
        deadLetters = CommittedReader.start(bootstrap, topics.deadLetters(), listener);
    }

    /** @param listener called with the number of new events or dead letters, on the readers' threads */
    public static JobOutputs read(String bootstrap, JobTopics topics, IntConsumer listener) {
        return new JobOutputs(bootstrap, topics, listener);
    }

    public static JobOutputs read(String bootstrap, JobTopics topics) {
        return read(bootstrap, topics, count -> {});
    }

    /** Waits until {@code count} events and dead letters have come, or more. */
    public void awaitCount(long count) {
        Awaitility.await(count + " events and dead letters")
                .atMost(BOUND)
                .failFast(this::requireHealthy)
                .until(() -> count() >= count);
    }

    /** The number of events and dead letters read so far. */
    public int count() {
        return events.count() + deadLetters.count();
    }

    /** All records read so far. */
    public TopicContents records() {
        return new TopicContents(events.records(), hotIds.records(), deadLetters.records());
    }

    /** All records written; waits for transactions that are open. */
    public TopicContents readToEnd() throws Exception {
        return new TopicContents(events.readToEnd(), hotIds.readToEnd(), deadLetters.readToEnd());
    }

    private void requireHealthy() {
        events.requireHealthy();
        hotIds.requireHealthy();
        deadLetters.requireHealthy();
    }

    @Override
    public void close() {
        events.close();
        hotIds.close();
        deadLetters.close();
    }
}
