package dev.hotshard.flink.serde;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What state says about the serializer of its values: the serializer's class and the version of the layout.
 * Older layouts are migrated when an operator registers the state; newer ones are refused.
 *
 * <p>Public, with a constructor without arguments, because Flink instantiates it by reflection.
 */
public final class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {

    /** The version of this snapshot's own format, not of a layout. */
    private static final int FORMAT = 1;

    /** A serializer of this build, which writes the current layout; null until the snapshot is read. */
    private VersionedSerializer<T> serializer;

    private int version;

    /** Creates a snapshot for {@link #readSnapshot} to fill. */
    public VersionedSnapshot() {}

    VersionedSnapshot(VersionedSerializer<T> serializer, int version) {
        this.serializer = serializer;
        this.version = version;
    }

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializer.getClass().getName());
        out.writeInt(version);
    }

    @Override
    public void readSnapshot(int format, DataInputView in, ClassLoader classLoader) throws IOException {
        if (format != FORMAT) {
            throw new IOException("unknown format of a serializer snapshot: " + format);
        }
        serializer = instantiate(in.readUTF(), classLoader);
        version = in.readInt();
    }

    @SuppressWarnings("unchecked")
    private static <T> VersionedSerializer<T> instantiate(String name, ClassLoader classLoader) throws IOException {
        try {
            return (VersionedSerializer<T>) Class.forName(name, true, classLoader)
                    .asSubclass(VersionedSerializer.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IOException("state was written with " + name + ", which this build does not have", e);
        }
    }

    /**
     * A serializer that reads the layout of this snapshot.
     *
     * @throws IllegalStateException if this build does not know the layout
     */
    @Override
    public TypeSerializer<T> restoreSerializer() {
        if (version > serializer.version()) {
            throw new IllegalStateException("state has layout " + version + " of "
                    + serializer.getClass().getSimpleName() + ", and this build reads up to " + serializer.version()
                    + ": resume with the build that wrote it or a newer one");
        }
        // Flink may ask more than once, and a serializer may keep state of its own.
        VersionedSerializer<T> own = serializer.duplicate();
        return version == serializer.version() ? own : new OlderLayout<>(own, version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (!(old instanceof VersionedSnapshot<T> before)
                || before.serializer.getClass() != serializer.getClass()
                || before.version > version) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return before.version == version
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
