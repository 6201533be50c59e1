package dev.hotshard.event;

/**
 * The result of scanning a record: an {@link Event} to be counted, or the {@link OutputRecord} of a record
 * that is exempt or rejected.
 */
public sealed interface ScanResult permits Event, OutputRecord {}
