package dev.hotshard.flink.serde;

import dev.hotshard.recover.LedgerKey;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeDelta;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The name of the outcome, a boolean, the id and date if it is true, and the count. */
final class OutcomeDeltaSerializer extends VersionedSerializer<OutcomeDelta> {

    static final OutcomeDeltaSerializer INSTANCE = new OutcomeDeltaSerializer();

    private static final long serialVersionUID = 1L;

    OutcomeDeltaSerializer() {
        super(1);
    }

    @Override
    public void serialize(OutcomeDelta delta, DataOutputView out) throws IOException {
        out.writeUTF(delta.outcome().name());
        out.writeBoolean(delta.key() != null);
        if (delta.key() != null) {
            delta.key().write(out);
        }
        out.writeLong(delta.count());
    }

    @Override
    OutcomeDelta read(DataInputView in, int version) throws IOException {
        return new OutcomeDelta(
                Outcome.valueOf(in.readUTF()), in.readBoolean() ? LedgerKey.read(in) : null, in.readLong());
    }
}
