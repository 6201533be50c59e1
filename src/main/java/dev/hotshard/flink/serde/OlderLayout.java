package dev.hotshard.flink.serde;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Reads an older layout, so that the path of the current one has no branch for it. It cannot write: Flink
 * writes with the current serializer once an operator has registered the state, and ours register all of
 * theirs before the first checkpoint.
 */
final class OlderLayout<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final VersionedSerializer<T> current;
    private final int version;

    OlderLayout(VersionedSerializer<T> current, int version) {
        this.current = current;
        this.version = version;
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return current.read(in, version);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        throw unwritable();
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        throw unwritable();
    }

    private IOException unwritable() {
        return new IOException("layout " + version + " of " + current.getClass().getSimpleName()
                + " can only be read: an operator must register the state before it is written");
    }

    @Override
    public boolean isImmutableType() {
        return current.isImmutableType();
    }

    @Override
    public T copy(T from) {
        return current.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return current.copy(from);
    }

    @Override
    public TypeSerializer<T> duplicate() {
        VersionedSerializer<T> own = current.duplicate();
        return own == current ? this : new OlderLayout<>(own, version);
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public VersionedSnapshot<T> snapshotConfiguration() {
        return new VersionedSnapshot<>(current, version);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OlderLayout<?> that && version == that.version && current.equals(that.current);
    }

    @Override
    public int hashCode() {
        return 31 * current.hashCode() + version;
    }
}
