package dev.hotshard.kafka;

import dev.hotshard.event.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/** The size by which a broker judges a record: that of a batch of it alone, in record format v2. */
final class RecordSize {

    /** Attributes, and the deltas of timestamp and offset, which are zero: a byte each. */
    private static final int FIXED = 3;

    private RecordSize() {}

    /** Bytes of an uncompressed batch with one such record; {@code key} and {@code value} may be null. */
    static long of(byte[] key, byte[] value, Headers headers) {
        long body = FIXED + sizeOf(key) + sizeOf(value) + ByteUtils.sizeOfVarint(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            body += sizeOf(headers.name(i).getBytes(StandardCharsets.UTF_8)) + sizeOf(headers.value(i));
        }
        return DefaultRecordBatch.RECORD_BATCH_OVERHEAD + ByteUtils.sizeOfVarlong(body) + body;
    }

    private static long sizeOf(byte[] bytes) {
        return bytes == null ? 1 : (long) ByteUtils.sizeOfVarint(bytes.length) + bytes.length;
    }

    /** What a topic takes of a producer that compresses: data that does not compress grows a little. */
    static long limit(long maxMessageBytes, boolean compressed) {
        return compressed ? maxMessageBytes - maxMessageBytes / 4096 - 64 : maxMessageBytes;
    }
}
