package dev.hotshard.flink.serde;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The base of all serializers. A subclass writes one layout, the current one, and reads that and all before
 * it; docs/state.md shows how to add a field.
 *
 * <p>State holds the class name of a serializer, so that name never changes. A subclass has a constructor
 * without arguments.
 *
 * <p>Types are immutable unless a subclass says otherwise: a copy is the same object, so chained operators
 * share what the source read. One instance serves all threads unless a subclass keeps state.
 */
abstract class VersionedSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    /** A field, not an overridden method, so that {@link #deserialize} costs one virtual call. */
    private final int version;

    /** @param version of the layout that {@link #serialize} writes, from 1 */
    VersionedSerializer(int version) {
        this.version = version;
    }

    /** The version of the layout that {@link #serialize} writes. */
    final int version() {
        return version;
    }

    /**
     * Reads a value.
     *
     * @param version of the layout that it was written in, from 1 to {@link #version}
     */
    abstract T read(DataInputView in, int version) throws IOException;

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(in, version);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(in, version);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public VersionedSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final VersionedSnapshot<T> snapshotConfiguration() {
        return new VersionedSnapshot<>(this, version);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((VersionedSerializer<?>) other).version == version;
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().hashCode() + version;
    }
}
