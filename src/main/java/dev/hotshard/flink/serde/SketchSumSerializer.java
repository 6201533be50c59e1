package dev.hotshard.flink.serde;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.SketchSum;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The sketch of one gate, as {@link AdmissionSketch#writeTo} lays it out. Every read adds to the same sum
 * and returns it, so a restoring subtask never holds the sketches of all gates. Each duplicate has its own
 * sum. Not thread-safe.
 */
final class SketchSumSerializer extends VersionedSerializer<SketchSum> {

    private static final long serialVersionUID = 1L;

    private transient SketchSum sum;

    SketchSumSerializer() {
        super(1);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    /** Called while the stream waits, because the gate continues to count while Flink writes the snapshot. */
    @Override
    public SketchSum copy(SketchSum from) {
        return from.copy();
    }

    @Override
    public void serialize(SketchSum one, DataOutputView out) throws IOException {
        one.only().writeTo(out);
    }

    @Override
    SketchSum read(DataInputView in, int version) throws IOException {
        if (sum == null) {
            sum = SketchSum.of(AdmissionSketch.readFrom(in));
        } else {
            sum.readAnother(in);
        }
        return sum;
    }

    @Override
    public SketchSumSerializer duplicate() {
        return new SketchSumSerializer();
    }
}
