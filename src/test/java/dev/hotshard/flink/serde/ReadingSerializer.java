package dev.hotshard.flink.serde;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A type with two versions. The build under test writes version 2; a test may also act as another build. */
final class ReadingSerializer extends VersionedSerializer<Reading> {

    private static final long serialVersionUID = 1L;

    ReadingSerializer() {
        this(2);
    }

    /** The serializer of a build whose current version is {@code version}. */
    ReadingSerializer(int version) {
        super(version);
    }

    @Override
    public void serialize(Reading reading, DataOutputView out) throws IOException {
        out.writeLong(reading.value());
        if (version() >= 2) {
            out.writeUTF(reading.unit());
        }
    }

    @Override
    Reading read(DataInputView in, int version) throws IOException {
        return new Reading(in.readLong(), version < 2 ? Reading.MILLIS : in.readUTF());
    }
}
