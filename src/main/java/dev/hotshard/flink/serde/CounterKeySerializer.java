package dev.hotshard.flink.serde;

import dev.hotshard.event.CounterKey;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** 16 bytes, high then low. This layout can never change, because Flink migrates values of state but not keys. */
final class CounterKeySerializer extends VersionedSerializer<CounterKey> {

    static final CounterKeySerializer INSTANCE = new CounterKeySerializer();

    private static final long serialVersionUID = 1L;

    CounterKeySerializer() {
        super(1);
    }

    @Override
    public void serialize(CounterKey key, DataOutputView out) throws IOException {
        out.writeLong(key.high());
        out.writeLong(key.low());
    }

    @Override
    CounterKey read(DataInputView in, int version) throws IOException {
        return new CounterKey(in.readLong(), in.readLong());
    }
}
