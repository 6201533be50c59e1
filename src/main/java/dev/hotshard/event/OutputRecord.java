package dev.hotshard.event;

/**
 * One event on its way out.
 *
 * @param key decides the shard: the id's text, or 32 hexadecimal digits that scatter
 * @param value the event's bytes
 * @param headers the headers it leaves with
 * @param timestampMillis the timestamp it came with, negative where there is none
 */
public record OutputRecord(byte[] key, byte[] value, Headers headers, long timestampMillis) {}
