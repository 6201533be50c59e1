package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/** The size that a broker compares with its limits: that of a batch of one record, in record format v2. */
final class RecordSize {

    /** A byte each for the attributes and the deltas of timestamp and offset, which are zero. */
    private static final int FIXED = 3;

    private static final int VARINT = 5;
    private static final int VARLONG = 10;
    private static final long MAX_BYTES_PER_CHAR = 3;

    private RecordSize() {}

    /**
     * The bytes of an uncompressed batch with this record alone; {@code key} and {@code value} may be null.
     */
    static long of(byte[] key, byte[] value, Headers headers) {
        long body = FIXED + sizeOf(key) + sizeOf(value) + ByteUtils.sizeOfVarint(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            body += sizeOf(headers.name(i).getBytes(StandardCharsets.UTF_8)) + sizeOf(headers.value(i));
        }
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD + ByteUtils.sizeOfVarlong(body) + body;
    }

    /** An upper bound of {@link #of} at a small part of its cost, since it encodes no header names. */
    static long atMost(byte[] key, byte[] value, Headers headers) {
        long body = FIXED + maxOf(key) + maxOf(value) + VARINT;
        for (int i = 0; i < headers.size(); i++) {
            body += VARINT + MAX_BYTES_PER_CHAR * headers.name(i).length() + maxOf(headers.value(i));
        }
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD + VARLONG + body;
    }

    private static long maxOf(byte[] bytes) {
        return VARINT + (bytes == null ? 0L : bytes.length);
    }

    private static long sizeOf(byte[] bytes) {
        return bytes == null ? 1 : (long) ByteUtils.sizeOfVarint(bytes.length) + bytes.length;
    }

    /**
     * The size of the largest record whose batch takes at most {@code maxMessageBytes} after compression,
     * even if its data does not compress.
     *
     * @param compression a value of Kafka's {@code compression.type}, of a producer or a topic
     */
    static long limit(long maxMessageBytes, String compression) {
        return switch (compression) {
            case "none", "uncompressed", "producer" -> maxMessageBytes;
            // The format's guarantee: growth by a sixth, and a little for each block of 32 KiB. In practice
            // random data grows by a 3,000th.
            case "snappy" -> maxMessageBytes - maxMessageBytes / 6 - 128;
            // Incompressible data is stored as it is; gzip adds most, 5 bytes for each 16 KiB.
            default -> maxMessageBytes - maxMessageBytes / 2048 - 64;
        };
    }
}
