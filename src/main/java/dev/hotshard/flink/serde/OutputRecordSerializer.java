package dev.hotshard.flink.serde;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The code of the route, key, value, headers, timestamp. */
final class OutputRecordSerializer extends VersionedSerializer<OutputRecord> {

    static final OutputRecordSerializer INSTANCE = new OutputRecordSerializer();

    private static final long serialVersionUID = 1L;

    OutputRecordSerializer() {
        super(1);
    }

    @Override
    public void serialize(OutputRecord record, DataOutputView out) throws IOException {
        out.writeByte(record.route().code());
        Wire.writeBytes(record.key(), out);
        Wire.writeBytes(record.value(), out);
        HeadersSerializer.INSTANCE.serialize(record.headers(), out);
        out.writeLong(record.timestampMillis());
    }

    @Override
    OutputRecord read(DataInputView in, int version) throws IOException {
        return new OutputRecord(
                Route.of(in.readByte()),
                Wire.readBytes(in),
                Wire.readBytes(in),
                HeadersSerializer.INSTANCE.deserialize(in),
                in.readLong());
    }
}
