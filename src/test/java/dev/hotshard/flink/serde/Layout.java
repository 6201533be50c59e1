package dev.hotshard.flink.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The versions of a type's layout. Resources hold the bytes of each: {@code layouts/Hint.1.hex} holds those
 * of version 1 of {@code Hint}.
 *
 * @param versions for each version, oldest first, examples as this build reads them from its bytes
 */
record Layout<T>(VersionedSerializer<T> serializer, List<List<T>> versions) {

    /** A type with one version. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Layout<T> of(VersionedSerializer<T> serializer, T... examples) {
        return new Layout<>(serializer, List.of(List.of(examples)));
    }

    /** The examples of the current version as this build writes them. */
    String current() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        for (T example : examples(serializer.version())) {
            serializer.serialize(example, out);
        }
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    List<T> examples(int version) {
        return versions.get(version - 1);
    }

    /** Reads the examples of a version from its bytes; the bytes must end with the last. */
    List<T> read(int version) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(golden(version)));
        VersionedSerializer<T> own = serializer.duplicate();
        List<T> read = new ArrayList<>();
        while (in.available() > 0) {
            read.add(own.read(in, version));
        }
        return read;
    }

    /** The bytes that are checked in, as hex; empty if there are none. */
    String golden(int version) {
        try (InputStream in = Layout.class.getResourceAsStream("/" + resource(version))) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String resource(int version) {
        return "layouts/" + this + "." + version + ".hex";
    }

    @Override
    public String toString() {
        return serializer.getClass().getSimpleName().replace("Serializer", "");
    }
}
