package dev.hotshard.flink.serde;

/**
 * A value in the state of a job that has evolved: {@code unit} came with version 2 of the layout.
 *
 * @param unit {@link #MILLIS} in a value that was written before there were units
 */
record Reading(long value, String unit) {

    static final String MILLIS = "ms";
}
