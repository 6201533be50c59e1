package dev.hotshard.wire;

import dev.hotshard.detect.HotKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order. */
final class HotKeySerializer extends WireSerializer<HotKey> {

    static final HotKeySerializer INSTANCE = new HotKeySerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Asked for by state on the heap while a snapshot is written. */
    @Override
    public HotKey copy(HotKey from) {
        return from.copy();
    }

    @Override
    public void serialize(HotKey hot, DataOutputView out) throws IOException {
        out.writeLong(hot.life());
        out.writeLong(hot.rewritten());
        out.writeLong(hot.announcedMillis());
        out.writeLong(hot.reportedMillis());
        out.writeLong(hot.reportDueMillis());
    }

    @Override
    public HotKey deserialize(DataInputView in) throws IOException {
        return new HotKey(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<HotKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HotKey> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
