package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Creates the records that producers send. */
final class ProducerRecords {

    /** Brokers reject timestamps far in the future, and a rejected record would stop the job for good. */
    private static final long MAX_AHEAD_MILLIS = 60_000;

    private ProducerRecords() {}

    /**
     * Creates a record whose partition the producer chooses.
     *
     * @param timestampMillis milliseconds since 1970; if negative, the producer sets the timestamp; if more
     *     than a minute ahead, the current time is used instead
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
        return millis < 0 ? null : Long.valueOf(millis - nowMillis > MAX_AHEAD_MILLIS ? nowMillis : millis);
    }
}
