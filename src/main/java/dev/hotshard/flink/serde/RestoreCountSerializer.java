package dev.hotshard.flink.serde;

import dev.hotshard.recover.LedgerKey;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The total's name, whether it is of an id and date, these, and the count. */
final class RestoreCountSerializer extends WireSerializer<OutcomeDelta> {

    static final RestoreCountSerializer INSTANCE = new RestoreCountSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(OutcomeDelta count, DataOutputView out) throws IOException {
        out.writeUTF(count.outcome().name());
        out.writeBoolean(count.key() != null);
        if (count.key() != null) {
            count.key().write(out);
        }
        out.writeLong(count.count());
    }

    @Override
    public OutcomeDelta deserialize(DataInputView in) throws IOException {
        return new OutcomeDelta(
                Outcome.valueOf(in.readUTF()), in.readBoolean() ? LedgerKey.read(in) : null, in.readLong());
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
