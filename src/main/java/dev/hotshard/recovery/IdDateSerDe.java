package dev.hotshard.recovery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.datasketches.common.ArrayOfItemsSerDe;
import org.apache.datasketches.memory.Memory;

/** Ids and dates in a sketch's bytes: each its length, four bytes, and itself. */
final class IdDateSerDe extends ArrayOfItemsSerDe<IdDate> {

    @Override
    public byte[] serializeToByteArray(IdDate item) {
        return serializeToByteArray(new IdDate[] {item});
    }

    @Override
    public byte[] serializeToByteArray(IdDate[] items) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(all);
            for (IdDate item : items) {
                ByteArrayOutputStream one = new ByteArrayOutputStream();
                item.write(new DataOutputStream(one));
                out.writeInt(one.size());
                one.writeTo(out);
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public IdDate[] deserializeFromMemory(Memory memory, long offset, int count) {
        IdDate[] items = new IdDate[count];
        byte[] bytes = new byte[sizeOf(memory, offset, count)];
        memory.getByteArray(offset, bytes, 0, bytes.length);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int i = 0; i < count; i++) {
                in.readInt();
                items[i] = IdDate.read(in);
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public IdDate[] deserializeFromMemory(Memory memory, int count) {
        return deserializeFromMemory(memory, 0, count);
    }

    @Override
    public int sizeOf(IdDate item) {
        return serializeToByteArray(item).length;
    }

    @Override
    public int sizeOf(Memory memory, long offset, int count) {
        long at = offset;
        for (int i = 0; i < count; i++) {
            // Through one byte each: the sketch writes in the machine's order, and this class does not.
            int length = (memory.getByte(at) & 0xff) << 24 | (memory.getByte(at + 1) & 0xff) << 16
                    | (memory.getByte(at + 2) & 0xff) << 8 | memory.getByte(at + 3) & 0xff;
            at += Integer.BYTES + length;
        }
        return (int) (at - offset);
    }

    @Override
    public String toString(IdDate item) {
        return item.distinctId().text();
    }

    @Override
    public Class<IdDate> getClassOfT() {
        return IdDate.class;
    }
}
