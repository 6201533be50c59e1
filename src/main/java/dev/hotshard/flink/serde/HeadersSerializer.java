package dev.hotshard.flink.serde;

import dev.hotshard.event.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The number of headers, then the name and value of each; one byte if there are none. */
final class HeadersSerializer extends VersionedSerializer<Headers> {

    static final HeadersSerializer INSTANCE = new HeadersSerializer();

    private static final long serialVersionUID = 1L;

    HeadersSerializer() {
        super(1);
    }

    @Override
    public void serialize(Headers headers, DataOutputView out) throws IOException {
        Wire.writeVarLong(headers.size(), out);
        for (int i = 0; i < headers.size(); i++) {
            // Not writeUTF, which takes no more than 64 KiB.
            Wire.writeBytes(headers.name(i).getBytes(StandardCharsets.UTF_8), out);
            Wire.writeBytes(headers.value(i), out);
        }
    }

    @Override
    Headers read(DataInputView in, int version) throws IOException {
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
}
