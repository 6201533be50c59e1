package dev.hotshard.flink.serde;

import dev.hotshard.event.SourceRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key, value, headers, timestamp, partition, offset. */
final class SourceRecordSerializer extends VersionedSerializer<SourceRecord> {

    static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(SourceRecord record, DataOutputView out) throws IOException {
        Wire.writeBytes(record.key(), out);
        Wire.writeBytes(record.value(), out);
        HeadersSerializer.INSTANCE.serialize(record.headers(), out);
        out.writeLong(record.timestampMillis());
        out.writeInt(record.partition());
        out.writeLong(record.offset());
    }

    @Override
    public SourceRecord deserialize(DataInputView in) throws IOException {
        return new SourceRecord(
                Wire.readBytes(in),
                Wire.readBytes(in),
                HeadersSerializer.INSTANCE.deserialize(in),
                in.readLong(),
                in.readInt(),
                in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<SourceRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
