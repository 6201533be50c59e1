package dev.hotshard.recover;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What events are counted by: (project, distinct_id, event date). Equal by counter key alone, since what is
 * shown of long texts is cut.
 */
public final class IdDate {

    private final CounterKey key;
    private final DisplayText project;
    private final DisplayText distinctId;
    private final int epochDay;

    private IdDate(CounterKey key, DisplayText project, DisplayText distinctId, int epochDay) {
        this.key = key;
        this.project = project;
        this.distinctId = distinctId;
        this.epochDay = epochDay;
    }

    static IdDate of(Event e) {
        return new IdDate(
                e.key(),
                DisplayText.ofName(e.value(), e.project()),
                DisplayText.of(e.value(), e.distinctId()),
                e.epochDay());
    }

    DisplayText project() {
        return project;
    }

    DisplayText distinctId() {
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
    private static void write(DisplayText name, DataOutput out) throws IOException {
        out.writeUTF(name.text());
        out.writeBoolean(name.cut());
    }

    private static DisplayText readName(DataInput in) throws IOException {
        return new DisplayText(in.readUTF(), in.readBoolean());
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
