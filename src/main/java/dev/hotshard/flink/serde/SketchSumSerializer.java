package dev.hotshard.flink.serde;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.SketchSum;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the sketch of one gate, and adds up what it reads: the elements of a restored list are one and the
 * same sum, so that a subtask never has the sketches of all in memory. Stateful in this, and so not for
 * several threads.
 */
final class SketchSumSerializer extends VersionedSerializer<SketchSum> {

    private static final long serialVersionUID = 1L;

    private transient SketchSum read;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Asked for while the stream waits: the gate goes on to count while a snapshot is written. */
    @Override
    public SketchSum copy(SketchSum from) {
        return from.copy();
    }

    @Override
    public void serialize(SketchSum sum, DataOutputView out) throws IOException {
        sum.only().writeTo(out);
    }

    @Override
    public SketchSum deserialize(DataInputView in) throws IOException {
        if (read == null) {
            read = SketchSum.of(AdmissionSketch.readFrom(in));
        } else {
            read.readAnother(in);
        }
        return read;
    }

    @Override
    public SketchSumSerializer duplicate() {
        return new SketchSumSerializer();
    }

    @Override
    public TypeSerializerSnapshot<SketchSum> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore: a new sum for each. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SketchSum> {
        public Snapshot() {
            super(SketchSumSerializer::new);
        }
    }
}
