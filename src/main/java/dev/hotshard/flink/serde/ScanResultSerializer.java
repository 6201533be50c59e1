package dev.hotshard.flink.serde;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.ScanResult;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte that tells which it is, and the event or the record. */
final class ScanResultSerializer extends WireSerializer<ScanResult> {

    static final ScanResultSerializer INSTANCE = new ScanResultSerializer();

    private static final long serialVersionUID = 1L;

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
    public ScanResult deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? EventSerializer.INSTANCE.deserialize(in)
                : OutputRecordSerializer.INSTANCE.deserialize(in);
    }

    @Override
    public TypeSerializerSnapshot<ScanResult> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ScanResult> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
