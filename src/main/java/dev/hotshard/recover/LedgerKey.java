package dev.hotshard.recover;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The key that a {@link RestoreLedger} counts by: project, distinct_id and event date. Immutable.
 *
 * <p>Two keys are equal if their counter keys are. The texts are for display: long ones are truncated, so
 * they cannot tell ids apart.
 */
public final class LedgerKey {

    private final CounterKey counterKey;
    private final DisplayText project;
    private final DisplayText distinctId;
    private final int epochDay;

    private LedgerKey(CounterKey counterKey, DisplayText project, DisplayText distinctId, int epochDay) {
        this.counterKey = counterKey;
        this.project = project;
        this.distinctId = distinctId;
        this.epochDay = epochDay;
    }

    static LedgerKey of(Event event) {
        return new LedgerKey(
                event.key(),
                DisplayText.ofName(event.value(), event.project()),
                DisplayText.of(event.value(), event.distinctId()),
                event.epochDay());
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

    /** Writes the key in the form that {@link #read} reads. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(counterKey.high());
        out.writeLong(counterKey.low());
        write(project, out);
        write(distinctId, out);
        out.writeInt(epochDay);
    }

    /** Reads a key that {@link #write} wrote. */
    public static LedgerKey read(DataInput in) throws IOException {
        return new LedgerKey(new CounterKey(in.readLong(), in.readLong()), readText(in), readText(in), in.readInt());
    }

    /** Uses modified UTF-8, which keeps lone surrogates. */
    private static void write(DisplayText text, DataOutput out) throws IOException {
        out.writeUTF(text.text());
        out.writeBoolean(text.cut());
    }

    private static DisplayText readText(DataInput in) throws IOException {
        return new DisplayText(in.readUTF(), in.readBoolean());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerKey that && that.counterKey.equals(counterKey);
    }

    @Override
    public int hashCode() {
        return counterKey.hashCode();
    }
}
