package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.SketchSum;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SketchSumSerializerTest {

    @Test
    void shouldReadAllSketchesIntoOneSum() throws Exception {
        TypeSerializer<SketchSum> serializer = new SketchSumSerializer();
        DataOutputSerializer out = new DataOutputSerializer(1 << 10);
        for (int i = 0; i < 3; i++) {
            serializer.serialize(SketchSum.of(new AdmissionSketch(64, 0)), out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        SketchSum first = serializer.deserialize(in);

        assertThat(serializer.deserialize(in)).isSameAs(first);
        assertThat(serializer.deserialize(in)).isSameAs(first);
        assertThat(in.available()).isZero();
    }

    @Test
    void shouldUseASeparateSumForEachRestore() {
        TypeSerializerSnapshot<SketchSum> snapshot = new SketchSumSerializer().snapshotConfiguration();

        assertThat(snapshot.restoreSerializer()).isNotSameAs(snapshot.restoreSerializer());
    }
}
