package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/** The size by which a broker judges a record: that of a batch of it alone, in record format v2. */
final class RecordSize {

    /** Attributes, and the deltas of timestamp and offset, which are zero: a byte each. */
    private static final int FIXED = 3;

    private static final int VARINT = 5;
    private static final int VARLONG = 10;
    private static final long MOST_BYTES_PER_CHAR = 3;

    private RecordSize() {}

    /** Bytes of an uncompressed batch with one such record; {@code key} and {@code value} may be null. */
    static long of(byte[] key, byte[] value, Headers headers) {
        long body = FIXED + sizeOf(key) + sizeOf(value) + ByteUtils.sizeOfVarint(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            body += sizeOf(headers.name(i).getBytes(StandardCharsets.UTF_8)) + sizeOf(headers.value(i));
        }
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD + ByteUtils.sizeOfVarlong(body) + body;
    }

    /** No less than {@link #of}, at a small part of its cost. */
    static long atMost(byte[] key, byte[] value, Headers headers) {
        long body = FIXED + mostOf(key) + mostOf(value) + VARINT;
        for (int i = 0; i < headers.size(); i++) {
            body += VARINT + MOST_BYTES_PER_CHAR * headers.name(i).length() + mostOf(headers.value(i));
        }
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD + VARLONG + body;
    }

    private static long mostOf(byte[] bytes) {
        return VARINT + (bytes == null ? 0L : bytes.length);
    }

    private static long sizeOf(byte[] bytes) {
        return bytes == null ? 1 : (long) ByteUtils.sizeOfVarint(bytes.length) + bytes.length;
    }

    /**
     * The size of the largest record of which a compressed batch takes {@code maxMessageBytes} at most,
     * even if its data does not compress.
     *
     * @param compression a value of Kafka's {@code compression.type}, of a producer or a topic
     */
    static long limit(long maxMessageBytes, String compression) {
        return switch (compression) {
            case "none", "uncompressed", "producer" -> maxMessageBytes;
            // It promises no more: a sixth, and a little for each block of 32 KiB. Random data grows by a
            // 3,000th.
            case "snappy" -> maxMessageBytes - maxMessageBytes / 6 - 128;
            // What does not compress is stored; gzip needs most, 5 bytes for each 16 KiB.
            default -> maxMessageBytes - maxMessageBytes / 2048 - 64;
        };
    }
}
