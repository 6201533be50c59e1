package dev.hotshard.bench;

/** What the baseline keeps of a key: a POJO, as Flink knows it. */
public final class ObviousCount {

    public long count;
    public long lastSeenMillis;
}
