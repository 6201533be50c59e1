package dev.hotshard.recovery;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.Name;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What events are counted by: (project, distinct_id, event date). Equal by counter key alone, since what is
 * shown of long texts is cut.
 */
public final class IdDate {

    private final CounterKey key;
    private final Name project;
    private final Name distinctId;
    private final int epochDay;

    private IdDate(CounterKey key, Name project, Name distinctId, int epochDay) {
        this.key = key;
        this.project = project;
        this.distinctId = distinctId;
        this.epochDay = epochDay;
    }

    static IdDate of(Event e) {
        return new IdDate(
                e.key(), Name.ofName(e.value(), e.project()), Name.of(e.value(), e.distinctId()), e.epochDay());
    }

    Name project() {
        return project;
    }

    Name distinctId() {
        return distinctId;
    }

    /** Days since 1970-01-01, or {@link Event#UNDATED}. */
    int epochDay() {
        return epochDay;
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(key.high());
        out.writeLong(key.low());
        write(project, out);
        write(distinctId, out);
        out.writeInt(epochDay);
    }

    public static IdDate read(DataInput in) throws IOException {
        return new IdDate(new CounterKey(in.readLong(), in.readLong()), readName(in), readName(in), in.readInt());
    }

    /** In modified UTF-8, which keeps lone surrogates. */
    private static void write(Name name, DataOutput out) throws IOException {
        out.writeUTF(name.text());
        out.writeBoolean(name.cut());
    }

    private static Name readName(DataInput in) throws IOException {
        return new Name(in.readUTF(), in.readBoolean());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdDate that && that.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
