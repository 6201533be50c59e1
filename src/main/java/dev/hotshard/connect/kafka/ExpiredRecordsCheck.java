package dev.hotshard.connect.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares gaps between offsets with the offsets that a topic still has, and logs and counts records that
 * are gone. Counts offsets, and so markers of transactions too, but none twice. For one thread.
 */
final class ExpiredRecordsCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredRecordsCheck.class);

    private final String topic;
    private final String group;
    private final Counter counter;

    /** The end of the offsets already counted, by partition. */
    private final Map<Integer, Long> counted = new HashMap<>();

    ExpiredRecordsCheck(String topic, String group, Counter counter) {
        this.topic = topic;
        this.group = group;
        this.counter = counter;
    }

    /**
     * Checks some gaps with two or three requests.
     *
     * @param firsts the offset of the first record that was read, by partition
     */
    void check(Brokers brokers, List<OffsetGap> gaps, Map<Integer, Long> firsts) {
        Map<Integer, Long> committed = gaps.stream().anyMatch(OffsetGap::startsAtCommitted)
                ? brokers.offsets().committedBy(group, topic)
                : Map.of();
        Map<Integer, Long> begins = brokers.offsets().begins(topic);
        Map<Integer, Long> ends = gaps.stream().anyMatch(OffsetGap::isBeforeFirst)
                ? brokers.offsets().ends(topic)
                : Map.of();
        for (OffsetGap gap : gaps) {
            int partition = gap.partition();
            long start = gap.startsAtCommitted() ? committed.getOrDefault(partition, OffsetGap.COMMITTED) : gap.start();
            if (start == OffsetGap.COMMITTED || !begins.containsKey(partition)) {
                continue;
            }
            // Nothing is lost after the first record, even if the record itself has expired by now.
            long end = gap.isBeforeFirst() ? firsts.getOrDefault(partition, gap.end()) : gap.end();
            count(partition, start, Math.min(end, begins.get(partition)));
            if (gap.isBeforeFirst() && start > ends.getOrDefault(partition, start)) {
                LOG.warn(
                        "Topic {}, partition {}: should be read from offset {}, but ends at {}, so it is read from"
                                + " its beginning. Its last records were lost, or the topic was deleted and created"
                                + " again: events may be duplicated or missing",
                        topic,
                        partition,
                        start,
                        ends.get(partition));
            }
        }
    }

    private void count(int partition, long start, long end) {
        long from = Math.max(start, counted.getOrDefault(partition, start));
        if (from < end) {
            LOG.warn(
                    "Topic {}, partition {}: {} records from offset {} to {} had expired before they were read "
                            + "(including markers of transactions)",
                    topic,
                    partition,
                    end - from,
                    from,
                    end - 1);
            counter.inc(end - from);
            counted.put(partition, end);
        }
    }
}
