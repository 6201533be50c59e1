package dev.hotshard.event;

/**
 * One record as it came in. Never changed on its way; arrays are shared, not copied.
 *
 * @param key the record key, or null
 * @param value the record value, or null
 * @param headers the headers, {@link Headers#NONE} where there are none
 * @param timestampMillis the record's own (Kafka) timestamp, negative where there is none
 * @param partition the partition it came from; for a file its position among the inputs
 * @param offset its offset there; for a file the line, from 1
 */
public record SourceRecord(
        byte[] key, byte[] value, Headers headers, long timestampMillis, int partition, long offset) {

    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = -1;

    /** This record with another value. */
    public SourceRecord withValue(byte[] other) {
        return new SourceRecord(key, other, headers, timestampMillis, partition, offset);
    }
}
