package dev.hotshard.flink.serde;

import dev.hotshard.event.DisplayText;
import dev.hotshard.notice.HotIdNotice;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order; text in modified UTF-8, which preserves lone surrogates. */
final class HotIdNoticeSerializer extends VersionedSerializer<HotIdNotice> {

    static final HotIdNoticeSerializer INSTANCE = new HotIdNoticeSerializer();

    private static final long serialVersionUID = 1L;

    HotIdNoticeSerializer() {
        super(1);
    }

    @Override
    public void serialize(HotIdNotice id, DataOutputView out) throws IOException {
        out.writeBoolean(id.type() == HotIdNotice.Type.TOTAL);
        CounterKeySerializer.INSTANCE.serialize(id.key(), out);
        write(id.project(), out);
        write(id.distinctId(), out);
        out.writeLong(id.eventDate().toEpochDay());
        out.writeLong(id.threshold());
        out.writeLong(id.count());
        out.writeLong(id.rewritten());
        write(id.eventName(), out);
        out.writeLong(id.detectedAt().toEpochMilli());
        out.writeLong(id.toldAt().toEpochMilli());
    }

    @Override
    HotIdNotice read(DataInputView in, int version) throws IOException {
        return new HotIdNotice(
                in.readBoolean() ? HotIdNotice.Type.TOTAL : HotIdNotice.Type.OPENED,
                CounterKeySerializer.INSTANCE.deserialize(in),
                readName(in),
                readName(in),
                LocalDate.ofEpochDay(in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readName(in),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()));
    }

    private static void write(DisplayText name, DataOutputView out) throws IOException {
        out.writeUTF(name.text());
        out.writeBoolean(name.cut());
    }

    private static DisplayText readName(DataInputView in) throws IOException {
        return new DisplayText(in.readUTF(), in.readBoolean());
    }
}
