package dev.hotshard.event;

/**
 * A record to be written. Shares its arrays with the source record; they must not be changed.
 *
 * @param route the route, which determines the destination
 * @param key the record key, which determines the shard; for an event, the id's text or a scatter key of 32
 *     hexadecimal digits; may be null
 * @param value the record value; may be null
 * @param headers the headers, {@link Headers#NONE} if there are none
 * @param timestampMillis the timestamp in milliseconds since the epoch, negative if there is none
 */
public record OutputRecord(Route route, byte[] key, byte[] value, Headers headers, long timestampMillis)
        implements ScanResult {

    /** Returns the source record unchanged, under its own key. */
    public static OutputRecord of(Route route, SourceRecord source) {
        return new OutputRecord(route, source.key(), source.value(), source.headers(), source.timestampMillis());
    }

    /** Returns the source record under another key. */
    public static OutputRecord of(Route route, byte[] key, SourceRecord source) {
        return new OutputRecord(route, key, source.value(), source.headers(), source.timestampMillis());
    }
}
