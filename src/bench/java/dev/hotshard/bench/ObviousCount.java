package dev.hotshard.bench;

/** The state of the baseline per key: a Flink POJO. */
public final class ObviousCount {

    public long count;
    public long lastSeenMillis;
}
