package dev.hotshard.flink.serde;

import dev.hotshard.detect.KeyCount;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The count as a variable-length number, the alert flag in its lowest bit, then the time last seen. */
final class CountCellSerializer extends VersionedSerializer<CountCell> {

    static final CountCellSerializer INSTANCE = new CountCellSerializer();

    private static final long serialVersionUID = 1L;

    CountCellSerializer() {
        super(1);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Called by state on the heap for each cell that changes while Flink writes a snapshot. */
    @Override
    public CountCell copy(CountCell from) {
        return new CountCell(from.get());
    }

    @Override
    public void serialize(CountCell cell, DataOutputView out) throws IOException {
        KeyCount count = cell.get();
        // 1 to 3 bytes for all but the hottest keys.
        Wire.writeVarLong(count.count() << 1 | (count.opened() ? 1 : 0), out);
        out.writeLong(count.lastSeenMillis());
    }

    @Override
    CountCell read(DataInputView in, int version) throws IOException {
        long count = Wire.readVarLong(in);
        return new CountCell(new KeyCount(count >>> 1, in.readLong(), (count & 1) != 0));
    }
}
