package dev.hotshard.event;

/**
 * One record on its way out. Arrays are shared with the record that came in, not copied.
 *
 * @param route where it goes
 * @param key decides the shard: of an event, the id's text or 32 hexadecimal digits that scatter; may be null
 * @param value the bytes that are written; may be null
 * @param headers the headers it leaves with
 * @param timestampMillis the timestamp it leaves with, negative where there is none
 */
public record OutputRecord(Route route, byte[] key, byte[] value, Headers headers, long timestampMillis)
        implements ScanResult {

    /** A record as it came, under its own key. */
    public static OutputRecord of(Route route, SourceRecord source) {
        return new OutputRecord(route, source.key(), source.value(), source.headers(), source.timestampMillis());
    }

    /** A record as it came, under another key. */
    public static OutputRecord of(Route route, byte[] key, SourceRecord source) {
        return new OutputRecord(route, key, source.value(), source.headers(), source.timestampMillis());
    }
}
