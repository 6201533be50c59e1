package dev.hotshard.detect;

/**
 * The count of one counter key.
 *
 * @param count the number of events counted in this life of the key, at least 1
 * @param lastSeenMillis when the last of them was counted, in processing time
 * @param opened whether an alert was raised for the key
 */
public record KeyCount(long count, long lastSeenMillis, boolean opened) {}
