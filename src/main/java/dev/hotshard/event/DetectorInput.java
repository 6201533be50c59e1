package dev.hotshard.event;

/**
 * What reaches the detector under a counter key: an {@link Event}, or the number of those that were kept
 * from it.
 */
public interface DetectorInput {

    CounterKey key();
}
