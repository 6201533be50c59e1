package dev.hotshard.flink.serde;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.ScanResult;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A boolean, true for an event, then the event or the record. */
final class ScanResultSerializer extends VersionedSerializer<ScanResult> {

    static final ScanResultSerializer INSTANCE = new ScanResultSerializer();

    private static final long serialVersionUID = 1L;

    ScanResultSerializer() {
        super(1);
    }

    @Override
    public void serialize(ScanResult result, DataOutputView out) throws IOException {
        if (result instanceof Event event) {
            out.writeBoolean(true);
            EventSerializer.INSTANCE.serialize(event, out);
        } else {
            out.writeBoolean(false);
            OutputRecordSerializer.INSTANCE.serialize((OutputRecord) result, out);
        }
    }

    @Override
    ScanResult read(DataInputView in, int version) throws IOException {
        return in.readBoolean()
                ? EventSerializer.INSTANCE.deserialize(in)
                : OutputRecordSerializer.INSTANCE.deserialize(in);
    }
}
