package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order. */
final class HotKeyStateSerializer extends VersionedSerializer<HotKeyState> {

    static final HotKeyStateSerializer INSTANCE = new HotKeyStateSerializer();

    private static final long serialVersionUID = 1L;

    HotKeyStateSerializer() {
        super(1);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Called by state on the heap for each value that changes while Flink writes a snapshot. */
    @Override
    public HotKeyState copy(HotKeyState from) {
        return from.copy();
    }

    @Override
    public void serialize(HotKeyState hot, DataOutputView out) throws IOException {
        out.writeLong(hot.life());
        out.writeLong(hot.rewritten());
        out.writeLong(hot.hintedMillis());
        out.writeLong(hot.hintedCount());
        out.writeLong(hot.reportedMillis());
        out.writeLong(hot.reportDueMillis());
    }

    @Override
    HotKeyState read(DataInputView in, int version) throws IOException {
        return new HotKeyState(
                in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
