package dev.hotshard.flink.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** How a build whose current version is 2 handles the snapshots of other builds. */
class VersionedSnapshotTest {

    private static final ReadingSerializer CURRENT = new ReadingSerializer();

    @Test
    void shouldAcceptTheSameVersionAsIs() throws IOException {
        assertThat(compatibility(2).isCompatibleAsIs()).isTrue();
        assertThat(written(2).restoreSerializer()).isEqualTo(CURRENT);
    }

    @Test
    void shouldReadAndMigrateAnOlderVersion() throws IOException {
        TypeSerializer<Reading> older = written(1).restoreSerializer();
        DataOutputSerializer out = new DataOutputSerializer(16);
        new ReadingSerializer(1).serialize(new Reading(7, "lost"), out);

        assertThat(compatibility(1).isCompatibleAfterMigration()).isTrue();
        assertThat(older.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(new Reading(7, Reading.MILLIS));
    }

    @Test
    void shouldRefuseANewerVersion() throws IOException {
        TypeSerializerSnapshot<Reading> newer = written(3);

        assertThat(compatibility(3).isIncompatible()).isTrue();
        assertThatThrownBy(newer::restoreSerializer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("state has layout 3 of ReadingSerializer, and this build reads up to 2: resume with the "
                        + "build that wrote it or a newer one");
    }

    @Test
    void shouldRefuseAnotherType() {
        TypeSerializerSnapshot<Reading> current = CURRENT.snapshotConfiguration();
        @SuppressWarnings({"unchecked", "rawtypes"})
        TypeSerializerSchemaCompatibility<Reading> compatibility = current.resolveSchemaCompatibility(
                (TypeSerializerSnapshot) HintSerializer.INSTANCE.snapshotConfiguration());

        assertThat(compatibility.isIncompatible()).isTrue();
    }

    @Test
    void shouldNameAMissingSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        out.writeUTF(VersionedSnapshot.class.getName());
        out.writeInt(1);
        out.writeUTF("dev.hotshard.Gone");
        out.writeInt(1);

        assertThatThrownBy(() -> read(out))
                .isInstanceOf(IOException.class)
                .hasMessage("state was written with dev.hotshard.Gone, which this build does not have");
    }

    /** RocksDB keeps the bytes of state that no operator has registered, so their snapshot must stay. */
    @Test
    void shouldNeverWriteAnOlderLayout() throws IOException {
        TypeSerializer<Reading> older = written(1).restoreSerializer();
        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, older.snapshotConfiguration());

        assertThat(read(out).restoreSerializer()).isEqualTo(older).isEqualTo(older.duplicate());
        assertThatThrownBy(() -> older.serialize(new Reading(7, Reading.MILLIS), out))
                .isInstanceOf(IOException.class)
                .hasMessage("layout 1 of ReadingSerializer can only be read: an operator must register the state "
                        + "before it is written");
    }

    private static TypeSerializerSchemaCompatibility<Reading> compatibility(int version) throws IOException {
        return CURRENT.snapshotConfiguration().resolveSchemaCompatibility(written(version));
    }

    /** The snapshot of a build whose current version is {@code version}, as this build reads it. */
    private static TypeSerializerSnapshot<Reading> written(int version) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, new ReadingSerializer(version).snapshotConfiguration());
        return read(out);
    }

    private static TypeSerializerSnapshot<Reading> read(DataOutputSerializer out) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), VersionedSnapshotTest.class.getClassLoader());
    }
}
