package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotId;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeBuffer;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.testkit.generate.Events;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fixed examples of each type, for {@link LayoutsTest}; docs/state.md says how to add a field. */
final class LayoutExamples {

    private static final CounterKey KEY = new CounterKey(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final Headers HEADERS = new Headers(new String[] {"name", "null"}, new byte[][] {{1, 2, 3}, null});
    private static final SourceRecord RECORD = new SourceRecord(bytes("key"), bytes("value"), HEADERS, 1, 2, 3);
    private static final Event EVENT = Events.read(Events.value("alice"));

    /** Every type, each with examples of all its versions. */
    static Stream<Layout<?>> all() {
        return Stream.of(
                Layout.of(CounterKeySerializer.INSTANCE, KEY),
                Layout.of(
                        CountCellSerializer.INSTANCE,
                        new CountCell(new KeyCount(1, 2, false)),
                        new CountCell(new KeyCount(1L << 40, 3, true))),
                Layout.of(HotKeyStateSerializer.INSTANCE, new HotKeyState(1, 2, 3, 4, 5, 6)),
                Layout.of(OpenedNoticeSerializer.INSTANCE, opened()),
                Layout.of(HintSerializer.INSTANCE, new Hint(KEY, new UUID(1, 2), 3, 4, 5)),
                Layout.of(new SketchSumSerializer(), SketchSum.of(sketch())),
                Layout.of(HeadersSerializer.INSTANCE, HEADERS, Headers.NONE),
                Layout.of(SourceRecordSerializer.INSTANCE, RECORD),
                Layout.of(
                        OutputRecordSerializer.INSTANCE,
                        new OutputRecord(Route.DEAD_LETTERS, null, bytes("value"), HEADERS, 1),
                        new OutputRecord(Route.EVENTS, bytes("key"), bytes("value"), Headers.NONE, 2)),
                Layout.of(EventSerializer.INSTANCE, EVENT),
                Layout.of(
                        ScanResultSerializer.INSTANCE,
                        EVENT,
                        new OutputRecord(Route.EVENTS, bytes("key"), bytes("value"), HEADERS, 1)),
                Layout.of(DetectorInputSerializer.INSTANCE, EVENT, new GateCount(KEY, 1, 2, 3, 4)),
                Layout.of(OutcomeDeltaSerializer.INSTANCE, new OutcomeDelta(Outcome.values()[0], null, 1), restored()),
                new Layout<>(
                        new ReadingSerializer(),
                        List.of(List.of(new Reading(7, Reading.MILLIS)), List.of(new Reading(7, "s")))));
    }

    private LayoutExamples() {}

    private static OpenedNotice opened() {
        HotId id = new HotId(
                KEY,
                new DisplayText("project", false),
                new DisplayText("é日😀\ud800", true),
                LocalDate.of(2021, 4, 18),
                new DisplayText("", false),
                Instant.ofEpochMilli(4));
        return new OpenedNotice(id, 1, 2);
    }

    private static AdmissionSketch sketch() {
        AdmissionSketch sketch = new AdmissionSketch(AdmissionSketch.BLOCK, 1);
        sketch.tick(2, 100);
        IntStream.range(0, 3).forEach(i -> sketch.admit(KEY, 10));
        sketch.exhaust(new CounterKey(0, 0));
        return sketch;
    }

    private static OutcomeDelta restored() {
        List<OutcomeDelta> deltas = new ArrayList<>();
        OutcomeBuffer buffer = new OutcomeBuffer(deltas::add);
        buffer.addRestored(EVENT);
        buffer.flush();
        return deltas.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
