package dev.hotshard.testkit.reference;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.hotshard.event.KeySpec;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.event.json.Span;
import dev.hotshard.testkit.generate.ByteBuilder;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import dev.hotshard.testkit.reference.ReferenceEvent.ReferenceMembers;
import dev.hotshard.testkit.reference.ReferenceJson.Document;
import dev.hotshard.testkit.reference.ReferenceJson.Member;
import dev.hotshard.testkit.reference.ReferenceJson.Value;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Works out what the contract says about a record, with the obvious tools and none of our code: the oracle.
 * Slow; not thread-safe.
 */
public final class ReferenceReader {

    private static final int MAX_DEPTH = 1000;
    private static final Set<String> EXEMPT = Set.of("$hotshard_events", "$hotshard_record");

    private final KeySpec spec;
    private final int maxBytes;
    private final LongSupplier clock;
    private final Hasher128 hasher;

    public ReferenceReader(KeySpec spec, int maxBytes, LongSupplier clock) {
        this.spec = spec;
        this.maxBytes = maxBytes;
        this.clock = clock;
        hasher = Hashing.xxh3_128(
                Hashing.xxh3_64().hashBytesToLong(spec.hashKey().getBytes(StandardCharsets.UTF_8)));
    }

    /** The verdict on a record; never null. */
    public ReferenceEvent read(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return rejected(record, Reason.NULL_VALUE);
        } else if (value.length > maxBytes) {
            return rejected(record, Reason.TOO_LARGE);
        }
        char[] text = ReferenceJson.decode(value);
        if (text == null) {
            return rejected(record, Reason.INVALID_UTF8);
        }
        Document document = ReferenceJson.parse(text);
        if (document == null) {
            return rejected(record, Reason.MALFORMED_JSON);
        } else if (!document.root().isObject()) {
            return rejected(record, Reason.NOT_AN_OBJECT);
        } else if (document.depth() > MAX_DEPTH) {
            return rejected(record, Reason.TOO_DEEP);
        }
        List<Member> top = document.root().members();
        List<Member> properties = all(top, "properties").stream()
                .flatMap(p -> p.members().stream())
                .toList();
        boolean duplicate = List.of("event", "properties").stream()
                        .anyMatch(name -> all(top, name).size() > 1)
                || List.of("distinct_id", "time", "$insert_id", spec.projectProperty()).stream()
                        .anyMatch(name -> all(properties, name).size() > 1);
        return duplicate ? rejected(record, Reason.DUPLICATE_FIELD) : new Reading(record, top, properties).event();
    }

    private static ReferenceEvent rejected(SourceRecord record, Reason reason) {
        return new ReferenceEvent(record, reason, null, null, false, false, false, null, null, null, null);
    }

    private static List<Value> all(List<Member> members, String name) {
        List<Value> values = new ArrayList<>(1);
        for (Member member : members) {
            if (member.name().equals(name)) {
                values.add(member.value());
            }
        }
        return values;
    }

    /** One valid object. */
    private final class Reading {

        private final SourceRecord record;
        private final byte[] value;
        private final Value event;
        private final Value properties;
        private final Value distinctId;
        private final Value time;
        private final Value insertId;
        private final Value project;
        private final Value originalEvent;
        private final Value originalId;

        Reading(SourceRecord record, List<Member> top, List<Member> direct) {
            this.record = record;
            value = record.value();
            event = last(top, "event");
            properties = last(top, "properties");
            distinctId = last(direct, "distinct_id");
            time = last(direct, "time");
            insertId = last(direct, "$insert_id");
            project = last(direct, spec.projectProperty());
            originalEvent = last(direct, "mp_original_event_name");
            originalId = last(direct, "mp_original_distinct_id");
        }

        ReferenceEvent event() {
            ReferenceMembers members = new ReferenceMembers(
                    span(event),
                    span(properties),
                    span(distinctId),
                    span(time),
                    span(insertId),
                    span(project),
                    span(originalEvent),
                    span(originalId));
            boolean counted = event != null
                    && properties != null
                    && properties.isObject()
                    && names(distinctId)
                    && !(event.isString() && EXEMPT.contains(event.text()));
            byte[] scatterKey = hex(scatterLayout());
            if (!counted) {
                return new ReferenceEvent(
                        record, null, members, null, false, false, false, null, null, scatterKey, null);
            }
            Optional<LocalDate> ofTime = date();
            LocalDate date = ofTime.or(this::recordDate)
                    .orElseGet(() -> date(clock.getAsLong()).orElseThrow());
            Key key = new Key(names(project) ? project.text() : "", distinctId.text(), date);
            byte[] layout = new Layout('C')
                    .add(key.project())
                    .add(key.distinctId())
                    .add((int) date.toEpochDay())
                    .bytes();
            byte[] rewritten = rewritten();
            boolean reserved = originalEvent != null || originalId != null;
            return new ReferenceEvent(
                    record,
                    null,
                    members,
                    key,
                    ofTime.isEmpty(),
                    isTooDeep(rewritten),
                    reserved,
                    text(event),
                    hex(layout),
                    scatterKey,
                    reserved ? null : rewritten);
        }

        private Optional<LocalDate> date() {
            return time != null && (time.isNumber() || time.isString())
                    ? ReferenceTime.millis(time.text()).flatMap(this::date)
                    : Optional.empty();
        }

        private Optional<LocalDate> recordDate() {
            return record.timestampMillis() < 0 ? Optional.empty() : date(record.timestampMillis());
        }

        private Optional<LocalDate> date(long millis) {
            return ReferenceTime.date(millis, spec.zone());
        }

        private byte[] scatterLayout() {
            if (event == null || !names(insertId)) {
                return new Layout('V').add(value).bytes();
            }
            boolean rewritten = event.isString() && event.text().equals("$hotshard_events");
            return new Layout('S')
                    .add(names(project) ? project.text() : "")
                    .add(text(rewritten ? originalEvent : event))
                    .add(text(rewritten ? originalId : distinctId))
                    .add(raw(time))
                    .add(text(insertId))
                    .bytes();
        }

        private byte[] rewritten() {
            byte[] originals = new ByteBuilder()
                    .add("\"\",\"mp_original_event_name\":")
                    .add(raw(event))
                    .add(",\"mp_original_distinct_id\":")
                    .add(raw(distinctId))
                    .bytes();
            byte[] name = "\"$hotshard_events\"".getBytes(StandardCharsets.US_ASCII);
            return event.start() < distinctId.start()
                    ? replace(replace(value, distinctId, originals), event, name)
                    : replace(replace(value, event, name), distinctId, originals);
        }

        /** A value nested 1000 deep has at least as many opening brackets, and as many closing ones. */
        private static boolean isTooDeep(byte[] json) {
            return json.length > 2 * MAX_DEPTH
                    && ReferenceJson.parse(ReferenceJson.decode(json)).depth() > MAX_DEPTH;
        }

        private byte[] raw(Value member) {
            return member == null ? new byte[0] : Arrays.copyOfRange(value, member.start(), member.end());
        }

        private String text(Value member) {
            return member == null || member.text() == null
                    ? new String(raw(member), StandardCharsets.UTF_8)
                    : member.text();
        }
    }

    private static Value last(List<Member> members, String name) {
        List<Value> values = all(members, name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private static long span(Value member) {
        return member == null ? Span.NONE : Span.of(member.start(), member.end());
    }

    private static boolean names(Value member) {
        return member != null
                && (member.isNumber() || member.isString() && !member.text().isEmpty());
    }

    private static byte[] replace(byte[] value, Value member, byte[] instead) {
        return new ByteBuilder()
                .add(Arrays.copyOf(value, member.start()))
                .add(instead)
                .add(Arrays.copyOfRange(value, member.end(), value.length))
                .bytes();
    }

    private byte[] hex(byte[] layout) {
        HashValue128 hash = hasher.hashBytesTo128Bits(layout);
        HexFormat hex = HexFormat.of();
        return (hex.toHexDigits(hash.getMostSignificantBits()) + hex.toHexDigits(hash.getLeastSignificantBits()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The input of a hash: a letter, then each field after its length in four bytes; a number takes four
     * bytes.
     */
    private static final class Layout {
        private final ByteBuilder out = new ByteBuilder();

        Layout(char letter) {
            out.add(letter);
        }

        Layout add(int number) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.add(number >> shift);
            }
            return this;
        }

        Layout add(byte[] field) {
            add(field.length);
            out.add(field);
            return this;
        }

        Layout add(String field) {
            return add(Wtf8.bytes(field));
        }

        byte[] bytes() {
            return out.bytes();
        }
    }
}
