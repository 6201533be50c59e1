package dev.hotshard.event;

/**
 * Input of the detector, keyed by counter key: an {@link Event}, or the number of events that the gate kept
 * from the detector.
 */
public interface DetectorInput {

    /** The key under which the input is counted. */
    CounterKey key();
}
