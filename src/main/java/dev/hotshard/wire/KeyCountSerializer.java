package dev.hotshard.wire;

import dev.hotshard.detect.KeyCount;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A variable-length count with the alert flag in its lowest bit, and eight bytes for the time last seen. */
final class KeyCountSerializer extends WireSerializer<KeyCount> {

    static final KeyCountSerializer INSTANCE = new KeyCountSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(KeyCount count, DataOutputView out) throws IOException {
        // Twice the count, and one more if the alert was raised: 2 to 4 bytes for all but the hottest keys.
        Wire.writeVarLong(count.count() << 1 | (count.opened() ? 1 : 0), out);
        out.writeLong(count.lastSeenMillis());
    }

    @Override
    public KeyCount deserialize(DataInputView in) throws IOException {
        long count = Wire.readVarLong(in);
        return new KeyCount(count >>> 1, in.readLong(), (count & 1) != 0);
    }

    @Override
    public TypeSerializerSnapshot<KeyCount> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyCount> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
