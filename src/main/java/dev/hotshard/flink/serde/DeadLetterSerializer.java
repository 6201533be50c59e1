package dev.hotshard.flink.serde;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The record, then reason and detail. */
final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {

    static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        SourceRecordSerializer.INSTANCE.serialize(letter.source(), out);
        out.writeUTF(letter.rejection().reason().name());
        out.writeUTF(letter.rejection().detail());
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        return new DeadLetter(
                SourceRecordSerializer.INSTANCE.deserialize(in),
                new Rejection(Reason.valueOf(in.readUTF()), in.readUTF()));
    }

    @Override
    public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
