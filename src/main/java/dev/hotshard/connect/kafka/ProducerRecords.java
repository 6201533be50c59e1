package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records as a producer takes them. */
final class ProducerRecords {

    /**
     * Brokers reject timestamps that are far in the future, and a rejected record would stop the job for
     * ever.
     */
    private static final long AHEAD_MILLIS = 60_000;

    private ProducerRecords() {}

    /**
     * A record for any partition.
     *
     * @param timestampMillis the timestamp; a negative one becomes none, one more than a minute ahead
     *     becomes now
     */
    static ProducerRecord<byte[], byte[]> of(
            String topic, long timestampMillis, byte[] key, byte[] value, Headers headers) {
        RecordHeaders out = new RecordHeaders();
        for (int i = 0; i < headers.size(); i++) {
            out.add(headers.name(i), headers.value(i));
        }
        return new ProducerRecord<>(
                topic, null, timestamp(timestampMillis, System.currentTimeMillis()), key, value, out);
    }

    static Long timestamp(long millis, long nowMillis) {
        return millis < 0 ? null : Long.valueOf(millis - nowMillis > AHEAD_MILLIS ? nowMillis : millis);
    }
}
