package dev.hotshard.event;

/**
 * A record that cannot be processed, and the reason.
 *
 * @param source the record, unchanged
 * @param rejection why it was rejected
 */
public record DeadLetter(SourceRecord source, Rejection rejection) {}
