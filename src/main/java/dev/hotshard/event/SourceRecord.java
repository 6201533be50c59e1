package dev.hotshard.event;

/**
 * A record as it was read. Immutable; the arrays are shared, not copied, and must not be changed.
 *
 * @param key the record key, or null
 * @param value the record value, or null
 * @param headers the headers, {@link Headers#NONE} if there are none
 * @param timestampMillis the record's Kafka timestamp in milliseconds since the epoch, negative if it has none
 * @param partition the partition; for a file, its position among the inputs
 * @param offset the offset in the partition; for a file, the line, from 1
 */
public record SourceRecord(
        byte[] key, byte[] value, Headers headers, long timestampMillis, int partition, long offset) {

    /** The {@code timestampMillis} of a record without a timestamp. */
    public static final long NO_TIMESTAMP = -1;

    /** Returns this record with another value. */
    public SourceRecord withValue(byte[] other) {
        return new SourceRecord(key, other, headers, timestampMillis, partition, offset);
    }
}
