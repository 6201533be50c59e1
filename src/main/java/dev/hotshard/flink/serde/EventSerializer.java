package dev.hotshard.flink.serde;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.SourceRecord;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The record, then the spans, eight bytes each, so that no subtask scans a record again. */
final class EventSerializer extends VersionedSerializer<Event> {

    static final EventSerializer INSTANCE = new EventSerializer();

    private static final long serialVersionUID = 1L;

    EventSerializer() {
        super(1);
    }

    @Override
    public void serialize(Event event, DataOutputView out) throws IOException {
        SourceRecordSerializer.INSTANCE.serialize(event.source(), out);
        out.writeLong(event.event());
        out.writeLong(event.distinctId());
        out.writeLong(event.time());
        out.writeLong(event.insertId());
        out.writeLong(event.project());
        out.writeLong(event.originalEvent());
        out.writeLong(event.originalId());
        out.writeBoolean(event.key() != null);
        if (event.key() != null) {
            CounterKeySerializer.INSTANCE.serialize(event.key(), out);
            out.writeInt(event.epochDay());
        }
    }

    @Override
    Event read(DataInputView in, int version) throws IOException {
        SourceRecord source = SourceRecordSerializer.INSTANCE.deserialize(in);
        long event = in.readLong();
        long distinctId = in.readLong();
        long time = in.readLong();
        long insertId = in.readLong();
        long project = in.readLong();
        long originalEvent = in.readLong();
        long originalId = in.readLong();
        boolean counted = in.readBoolean();
        CounterKey key = counted ? CounterKeySerializer.INSTANCE.deserialize(in) : null;
        return new Event(
                source,
                event,
                distinctId,
                time,
                insertId,
                project,
                originalEvent,
                originalId,
                key,
                counted ? in.readInt() : 0);
    }
}
