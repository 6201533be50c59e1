package dev.hotshard.flink.serde;

import dev.hotshard.recover.IdDate;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The total's name, whether it is of an id and date, these, and the count. */
final class OutcomeDeltaSerializer extends VersionedSerializer<OutcomeDelta> {

    static final OutcomeDeltaSerializer INSTANCE = new OutcomeDeltaSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(OutcomeDelta count, DataOutputView out) throws IOException {
        out.writeUTF(count.total().name());
        out.writeBoolean(count.of() != null);
        if (count.of() != null) {
            count.of().write(out);
        }
        out.writeLong(count.count());
    }

    @Override
    public OutcomeDelta deserialize(DataInputView in) throws IOException {
        return new OutcomeDelta(
                Outcome.valueOf(in.readUTF()), in.readBoolean() ? IdDate.read(in) : null, in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<OutcomeDelta> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutcomeDelta> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
