package dev.hotshard.flink.serde;

import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.notice.TotalNotice;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte that says whether it is a total, and the fields in order. */
final class HotIdSerializer extends WireSerializer<HotIdNotice> {

    static final HotIdSerializer INSTANCE = new HotIdSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(HotIdNotice notice, DataOutputView out) throws IOException {
        TotalNotice total = notice.total();
        out.writeBoolean(total != null);
        if (total == null) {
            OpenedNoticeSerializer.INSTANCE.serialize(notice.opened(), out);
            return;
        }
        OpenedNoticeSerializer.writeId(total.id(), out);
        out.writeLong(total.threshold());
        out.writeLong(total.count());
        out.writeLong(total.rewritten());
        out.writeLong(total.countedAt().toEpochMilli());
    }

    @Override
    public HotIdNotice deserialize(DataInputView in) throws IOException {
        return in.readBoolean()
                ? HotIdNotice.of(new TotalNotice(
                        OpenedNoticeSerializer.readId(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        Instant.ofEpochMilli(in.readLong())))
                : HotIdNotice.of(OpenedNoticeSerializer.INSTANCE.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<HotIdNotice> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<HotIdNotice> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
