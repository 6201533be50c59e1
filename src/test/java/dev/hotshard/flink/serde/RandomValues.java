package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.ScanResult;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotId;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.recover.Outcome;
import dev.hotshard.recover.OutcomeBuffer;
import dev.hotshard.recover.OutcomeDelta;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/** Random values of all types that have a serializer, extreme ones among them. */
final class RandomValues {

    private final SplittableRandom random;
    private final HostileJson json;

    RandomValues(SplittableRandom random) {
        this.random = random;
        json = new HostileJson(random, "token");
    }

    Event event() {
        for (; ; ) {
            Event event = Events.read(new SourceRecord(
                    bytes(), json.nextObject(), headers(), random.nextLong(), random.nextInt(), random.nextLong()));
            if (event != null) {
                return event;
            }
        }
    }

    SourceRecord sourceRecord() {
        return new SourceRecord(bytes(), bytes(), headers(), random.nextLong(), random.nextInt(), random.nextLong());
    }

    CounterKey counterKey() {
        return new CounterKey(random.nextLong(), random.nextLong());
    }

    KeyCount keyCount() {
        return new KeyCount(1 + random.nextLong(1L << random.nextInt(1, 62)), random.nextLong(), random.nextBoolean());
    }

    OutputRecord outputRecord() {
        Route route = Route.values()[random.nextInt(Route.values().length)];
        return new OutputRecord(route, bytes(), bytes(), headers(), random.nextLong());
    }

    OpenedNotice openedNotice() {
        return new OpenedNotice(hotId(), random.nextLong(), random.nextLong());
    }

    private HotId hotId() {
        return new HotId(
                counterKey(),
                name(),
                name(),
                LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000)),
                name(),
                moment());
    }

    private Instant moment() {
        return Instant.ofEpochMilli(random.nextLong(1L << 45));
    }

    HotKeyState hotKeyState() {
        return new HotKeyState(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong());
    }

    Hint hint() {
        return new Hint(
                counterKey(),
                new UUID(random.nextLong(), random.nextLong()),
                random.nextLong(),
                random.nextLong(),
                random.nextLong());
    }

    ScanResult scanResult() {
        return random.nextBoolean() ? event() : outputRecord();
    }

    DetectorInput detectorInput() {
        return random.nextBoolean() ? event() : gateCount();
    }

    private GateCount gateCount() {
        return new GateCount(counterKey(), random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    OutcomeDelta outcomeDelta() {
        if (random.nextBoolean()) {
            return new OutcomeDelta(Outcome.values()[random.nextInt(Outcome.values().length)], null, random.nextLong());
        }
        List<OutcomeDelta> flushed = new ArrayList<>();
        OutcomeBuffer counts = new OutcomeBuffer(flushed::add);
        counts.addRestored(Stream.generate(this::event)
                .filter(event -> event.key() != null)
                .findFirst()
                .orElseThrow());
        counts.flush();
        return flushed.get(0);
    }

    private DisplayText name() {
        return new DisplayText(text(), random.nextBoolean());
    }

    private Headers headers() {
        int size = random.nextInt(4);
        String[] names = new String[size];
        byte[][] values = new byte[size][];
        for (int i = 0; i < size; i++) {
            names[i] = random.nextInt(100) == 0
                    ? "n".repeat(70_000)
                    : new String[] {"", "name", "é", "😀"}[random.nextInt(4)];
            values[i] = bytes();
        }
        return new Headers(names, values);
    }

    private byte[] bytes() {
        int kind = random.nextInt(10);
        byte[] bytes = new byte[kind < 2 ? 0 : random.nextInt(300)];
        random.nextBytes(bytes);
        return kind == 0 ? null : bytes;
    }

    private String text() {
        return new String[] {"", "text", "é日😀", "\ud800", "\0", "x".repeat(1024), "日".repeat(341)}[random.nextInt(7)];
    }
}
