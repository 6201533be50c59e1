package dev.hotshard.flink.serde;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A boolean, true for an event, then the event or the gate's count. */
final class DetectorInputSerializer extends VersionedSerializer<DetectorInput> {

    static final DetectorInputSerializer INSTANCE = new DetectorInputSerializer();

    private static final long serialVersionUID = 1L;

    DetectorInputSerializer() {
        super(1);
    }

    @Override
    public void serialize(DetectorInput counted, DataOutputView out) throws IOException {
        if (counted instanceof Event event) {
            out.writeBoolean(true);
            EventSerializer.INSTANCE.serialize(event, out);
        } else {
            out.writeBoolean(false);
            write((GateCount) counted, out);
        }
    }

    @Override
    DetectorInput read(DataInputView in, int version) throws IOException {
        return in.readBoolean() ? EventSerializer.INSTANCE.deserialize(in) : readGateCount(in);
    }

    private static void write(GateCount count, DataOutputView out) throws IOException {
        CounterKeySerializer.INSTANCE.serialize(count.key(), out);
        out.writeLong(count.life());
        out.writeLong(count.events());
        out.writeLong(count.rewritten());
        out.writeLong(count.lastSeenMillis());
    }

    private static GateCount readGateCount(DataInputView in) throws IOException {
        return new GateCount(
                CounterKeySerializer.INSTANCE.deserialize(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
