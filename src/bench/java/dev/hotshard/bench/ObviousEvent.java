package dev.hotshard.bench;

/**
 * The POJO that {@link ObviousJob} sends over the wire, with the public fields and constructor that Flink
 * requires.
 */
public final class ObviousEvent {

    public String project;
    public String distinctId;
    /** {@code YYYY-MM-DD}. */
    public String date;

    public byte[] value;
    public long timestampMillis;

    public ObviousEvent() {}
}
