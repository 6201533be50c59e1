package dev.hotshard.flink.serde;

import dev.hotshard.event.OutputRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Key, value, headers, timestamp. */
final class OutputRecordSerializer extends VersionedSerializer<OutputRecord> {

    static final OutputRecordSerializer INSTANCE = new OutputRecordSerializer();

    private static final long serialVersionUID = 1L;

    OutputRecordSerializer() {
        super(1);
    }

    @Override
    public void serialize(OutputRecord record, DataOutputView out) throws IOException {
        Wire.writeBytes(record.key(), out);
        Wire.writeBytes(record.value(), out);
        HeadersSerializer.INSTANCE.serialize(record.headers(), out);
        out.writeLong(record.timestampMillis());
    }

    @Override
    OutputRecord read(DataInputView in, int version) throws IOException {
        return new OutputRecord(
                Wire.readBytes(in), Wire.readBytes(in), HeadersSerializer.INSTANCE.deserialize(in), in.readLong());
    }
}
