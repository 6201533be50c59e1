package dev.hotshard.wire;

import dev.hotshard.event.CounterKey;
import dev.hotshard.event.Event;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.Span;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The record, then the spans, so that nothing is scanned twice; an absent span is one byte. */
final class EventSerializer extends WireSerializer<Event> {

    static final EventSerializer INSTANCE = new EventSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Event event, DataOutputView out) throws IOException {
        SourceRecordSerializer.INSTANCE.serialize(event.source(), out);
        write(event.event(), out);
        write(event.distinctId(), out);
        write(event.time(), out);
        write(event.insertId(), out);
        write(event.project(), out);
        write(event.originalEvent(), out);
        write(event.originalId(), out);
        out.writeBoolean(event.key() != null);
        if (event.key() != null) {
            CounterKeySerializer.INSTANCE.serialize(event.key(), out);
            out.writeInt(event.epochDay());
        }
    }

    @Override
    public Event deserialize(DataInputView in) throws IOException {
        SourceRecord source = SourceRecordSerializer.INSTANCE.deserialize(in);
        long event = readSpan(in);
        long distinctId = readSpan(in);
        long time = readSpan(in);
        long insertId = readSpan(in);
        long project = readSpan(in);
        long originalEvent = readSpan(in);
        long originalId = readSpan(in);
        boolean counted = in.readBoolean();
        CounterKey key = counted ? CounterKeySerializer.INSTANCE.deserialize(in) : null;
        return new Event(source, event, distinctId, time, insertId, project, originalEvent, originalId, key,
                counted ? in.readInt() : 0);
    }

    private static void write(long span, DataOutputView out) throws IOException {
        Wire.writeVarLong(Span.start(span), out);
        if (span != Span.NONE) {
            Wire.writeVarLong(Span.length(span), out);
        }
    }

    private static long readSpan(DataInputView in) throws IOException {
        int start = (int) Wire.readVarLong(in);
        return start == 0 ? Span.NONE : Span.of(start, start + (int) Wire.readVarLong(in));
    }

    @Override
    public TypeSerializerSnapshot<Event> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public and without arguments, as Flink makes it by reflection on restore. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
