package dev.hotshard.flink.serde;

import dev.hotshard.detect.KeyCount;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A variable-length count with the alert flag in its lowest bit, and eight bytes for the time last seen. */
final class CountCellSerializer extends VersionedSerializer<CountCell> {

    static final CountCellSerializer INSTANCE = new CountCellSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Asked for by state on the heap while a snapshot is written. */
    @Override
    public CountCell copy(CountCell from) {
        return new CountCell(from.get());
    }

    @Override
    public void serialize(CountCell cell, DataOutputView out) throws IOException {
        KeyCount count = cell.get();
        // Twice the count, and one more if the alert was raised: 2 to 4 bytes for all but the hottest keys.
        Wire.writeVarLong(count.count() << 1 | (count.opened() ? 1 : 0), out);
        out.writeLong(count.lastSeenMillis());
    }

    @Override
    public CountCell deserialize(DataInputView in) throws IOException {
        long count = Wire.readVarLong(in);
        return new CountCell(new KeyCount(count >>> 1, in.readLong(), (count & 1) != 0));
    }

    @Override
    public TypeSerializerSnapshot<CountCell> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CountCell> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
