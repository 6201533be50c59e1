package dev.hotshard.flink.serde;

import dev.hotshard.event.SourceRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key, value, headers, timestamp, partition, offset. */
final class SourceRecordSerializer extends VersionedSerializer<SourceRecord> {

    static final SourceRecordSerializer INSTANCE = new SourceRecordSerializer();

    private static final long serialVersionUID = 1L;

    SourceRecordSerializer() {
        super(1);
    }

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
    SourceRecord read(DataInputView in, int version) throws IOException {
        return new SourceRecord(
                Wire.readBytes(in),
                Wire.readBytes(in),
                HeadersSerializer.INSTANCE.deserialize(in),
                in.readLong(),
                in.readInt(),
                in.readLong());
    }
}
