package dev.hotshard.detect;

/**
 * What is remembered of one counter key.
 *
 * @param count events counted so far, 1 at least
 * @param lastSeenMillis when the last of them was counted, in processing time
 * @param opened whether its alert was raised
 */
public record KeyCount(long count, long lastSeenMillis, boolean opened) {}
