package dev.hotshard.flink.serde;

import dev.hotshard.event.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The number of headers, then name and value of each. One byte where there are none. */
final class HeadersSerializer extends VersionedSerializer<Headers> {

    static final HeadersSerializer INSTANCE = new HeadersSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Headers headers, DataOutputView out) throws IOException {
        Wire.writeVarLong(headers.size(), out);
        for (int i = 0; i < headers.size(); i++) {
            // Not writeUTF: a name may be longer than the 64 KiB that it takes.
            Wire.writeBytes(headers.name(i).getBytes(StandardCharsets.UTF_8), out);
            Wire.writeBytes(headers.value(i), out);
        }
    }

    @Override
    public Headers deserialize(DataInputView in) throws IOException {
        int size = (int) Wire.readVarLong(in);
        if (size == 0) {
            return Headers.NONE;
        }
        String[] names = new String[size];
        byte[][] values = new byte[size][];
        for (int i = 0; i < size; i++) {
            names[i] = new String(Wire.readBytes(in), StandardCharsets.UTF_8);
            values[i] = Wire.readBytes(in);
        }
        return new Headers(names, values);
    }

    @Override
    public TypeSerializerSnapshot<Headers> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Headers> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
