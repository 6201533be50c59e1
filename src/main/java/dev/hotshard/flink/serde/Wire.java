package dev.hotshard.flink.serde;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Encodings that several layouts share. */
final class Wire {

    private Wire() {}

    /** Writes a number, mostly small and never negative, with 7 bits in each byte, low ones first. */
    static void writeVarLong(long value, DataOutput out) throws IOException {
        while ((value & ~0x7fL) != 0) {
            out.writeByte((int) value & 0x7f | 0x80);
            value >>>= 7;
        }
        out.writeByte((int) value);
    }

    static long readVarLong(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    /**
     * Writes bytes that may be null: their number, or -1, in four bytes, then the bytes. A length of fixed
     * size takes more space than a variable one but is much faster to read.
     */
    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            out.writeInt(-1);
            return;
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
