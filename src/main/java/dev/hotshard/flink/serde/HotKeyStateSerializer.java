package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order. */
final class HotKeyStateSerializer extends VersionedSerializer<HotKeyState> {

    static final HotKeyStateSerializer INSTANCE = new HotKeyStateSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Asked for by state on the heap while a snapshot is written. */
    @Override
    public HotKeyState copy(HotKeyState from) {
        return from.copy();
    }

    @Override
    public void serialize(HotKeyState hot, DataOutputView out) throws IOException {
        out.writeLong(hot.life());
        out.writeLong(hot.rewritten());
        out.writeLong(hot.announcedMillis());
        out.writeLong(hot.reportedMillis());
        out.writeLong(hot.reportDueMillis());
    }

    @Override
    public HotKeyState deserialize(DataInputView in) throws IOException {
        return new HotKeyState(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<HotKeyState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HotKeyState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
