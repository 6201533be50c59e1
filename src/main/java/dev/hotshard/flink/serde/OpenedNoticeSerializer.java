package dev.hotshard.flink.serde;

import dev.hotshard.event.DisplayText;
import dev.hotshard.notice.HotId;
import dev.hotshard.notice.OpenedNotice;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields in order; texts in modified UTF-8, which keeps lone surrogates. */
final class OpenedNoticeSerializer extends VersionedSerializer<OpenedNotice> {

    static final OpenedNoticeSerializer INSTANCE = new OpenedNoticeSerializer();

    private static final long serialVersionUID = 1L;

    OpenedNoticeSerializer() {
        super(1);
    }

    @Override
    public void serialize(OpenedNotice opened, DataOutputView out) throws IOException {
        writeId(opened.id(), out);
        out.writeLong(opened.threshold());
        out.writeLong(opened.count());
    }

    @Override
    OpenedNotice read(DataInputView in, int version) throws IOException {
        return new OpenedNotice(readId(in), in.readLong(), in.readLong());
    }

    private static void writeId(HotId id, DataOutputView out) throws IOException {
        CounterKeySerializer.INSTANCE.serialize(id.key(), out);
        writeText(id.project(), out);
        writeText(id.distinctId(), out);
        out.writeLong(id.eventDate().toEpochDay());
        writeText(id.eventName(), out);
        out.writeLong(id.detectedAt().toEpochMilli());
    }

    private static HotId readId(DataInputView in) throws IOException {
        return new HotId(
                CounterKeySerializer.INSTANCE.deserialize(in),
                readText(in),
                readText(in),
                LocalDate.ofEpochDay(in.readLong()),
                readText(in),
                Instant.ofEpochMilli(in.readLong()));
    }

    private static void writeText(DisplayText text, DataOutputView out) throws IOException {
        out.writeUTF(text.text());
        out.writeBoolean(text.cut());
    }

    private static DisplayText readText(DataInputView in) throws IOException {
        return new DisplayText(in.readUTF(), in.readBoolean());
    }
}
