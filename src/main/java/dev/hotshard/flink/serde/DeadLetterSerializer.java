package dev.hotshard.flink.serde;

import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The record, then the reason and its detail. */
final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {

    static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private static final long serialVersionUID = 1L;

    DeadLetterSerializer() {
        super(1);
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        SourceRecordSerializer.INSTANCE.serialize(letter.source(), out);
        out.writeUTF(letter.rejection().reason().name());
        out.writeUTF(letter.rejection().detail());
    }

    @Override
    DeadLetter read(DataInputView in, int version) throws IOException {
        return new DeadLetter(
                SourceRecordSerializer.INSTANCE.deserialize(in),
                new Rejection(Reason.valueOf(in.readUTF()), in.readUTF()));
    }
}
