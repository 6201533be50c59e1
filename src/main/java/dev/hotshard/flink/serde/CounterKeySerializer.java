package dev.hotshard.flink.serde;

import dev.hotshard.event.CounterKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** 16 bytes: high, low. */
final class CounterKeySerializer extends VersionedSerializer<CounterKey> {

    static final CounterKeySerializer INSTANCE = new CounterKeySerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(CounterKey key, DataOutputView out) throws IOException {
        out.writeLong(key.high());
        out.writeLong(key.low());
    }

    @Override
    public CounterKey deserialize(DataInputView in) throws IOException {
        return new CounterKey(in.readLong(), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<CounterKey> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CounterKey> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
