package dev.hotshard.event;

/**
 * What the scan makes of a record: an {@link Event} to be counted, or the {@link OutputRecord} that it leaves
 * as without being counted.
 */
public sealed interface ScanResult permits Event, OutputRecord {}
