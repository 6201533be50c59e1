package dev.hotshard.flink.serde;

import dev.hotshard.detect.gate.Hint;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order. */
final class HintSerializer extends VersionedSerializer<Hint> {

    static final HintSerializer INSTANCE = new HintSerializer();

    private static final long serialVersionUID = 1L;

    HintSerializer() {
        super(1);
    }

    @Override
    public void serialize(Hint hint, DataOutputView out) throws IOException {
        CounterKeySerializer.INSTANCE.serialize(hint.key(), out);
        out.writeLong(hint.submission().getMostSignificantBits());
        out.writeLong(hint.submission().getLeastSignificantBits());
        out.writeLong(hint.life());
        out.writeLong(hint.countBound());
        out.writeLong(hint.endMillis());
    }

    @Override
    Hint read(DataInputView in, int version) throws IOException {
        return new Hint(
                CounterKeySerializer.INSTANCE.deserialize(in),
                new UUID(in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
