package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rewritten events as a store might return them: members shuffled, other white space, with an id or without.
 */
class HotEventRespelledTest {

    private static final String EVENT = "event";
    private static final String PROPERTIES = "properties";
    private static final String ID = "distinct_id";
    private static final List<String> ORIGINALS = List.of(HotEvent.ORIGINAL_EVENT_NAME, HotEvent.ORIGINAL_DISTINCT_ID);
    private static final String[] SPACES = {"", "", "", " ", "\t", "\r\n "};

    private final long seed = Seed.of(getClass());
    private final Random random = new Random(seed);

    /** A member as it is spelled, and its name decoded. */
    private record Member(String name, byte[] spelledName, byte[] value) {}

    @Test
    void shouldRestoreExactlyTheMembersOfTheOriginal() {
        HostileJson json = new HostileJson(new SplittableRandom(seed), "token");
        EventScanner scanner = new EventScanner("token");
        int events = 0;
        while (events < 10_000) {
            Event original = Events.read(Events.record(json.nextObject()));
            if (original == null || original.key() == null || original.hasReservedProperty()) {
                continue;
            }
            byte[] hot = HotEvent.rewrite(original);
            List<Member> top = shuffled(members(hot, whole(hot)));
            List<Member> properties = shuffled(otherId(members(hot, propertiesOf(hot))));
            byte[] respelled = event(top, properties);

            byte[] restored = HotEvent.restore(respelled, scanner);

            assertThat(restored).as(() -> new String(respelled, UTF_8)).isNotNull();
            assertThat(texts(top(restored), EVENT, PROPERTIES)).isEqualTo(texts(top, EVENT, PROPERTIES));
            assertThat(texts(properties(restored), ID))
                    .isEqualTo(texts(properties, ID, ORIGINALS.get(0), ORIGINALS.get(1)));
            assertThat(value(top(restored), EVENT)).isEqualTo(JsonText.spelled(original.value(), original.event()));
            assertThat(value(properties(restored), ID))
                    .isEqualTo(JsonText.spelled(original.value(), original.distinctId()));
            events++;
        }
    }

    /** The product may keep the empty id, make up one, or drop it. */
    private List<Member> otherId(List<Member> properties) {
        List<Member> some = new ArrayList<>();
        int kind = random.nextInt(3);
        for (Member member : properties) {
            if (!member.name().equals(ID) || kind == 0) {
                some.add(member);
            } else if (kind == 1) {
                some.add(new Member(ID, member.spelledName(), "\"$device:17\"".getBytes(UTF_8)));
            }
        }
        return some;
    }

    private byte[] event(List<Member> top, List<Member> properties) {
        return object(top.stream()
                .map(member -> member.name().equals(PROPERTIES)
                        ? new Member(PROPERTIES, member.spelledName(), object(properties))
                        : member)
                .toList());
    }

    private byte[] object(List<Member> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        char before = '{';
        for (Member member : members) {
            out.write(before);
            Stream.of(space(), member.spelledName(), space(), new byte[] {':'}, space(), member.value(), space())
                    .forEach(out::writeBytes);
            before = ',';
        }
        out.write('}');
        return out.toByteArray();
    }

    private byte[] space() {
        return SPACES[random.nextInt(SPACES.length)].getBytes(UTF_8);
    }

    private List<Member> shuffled(List<Member> members) {
        Collections.shuffle(members, random);
        return members;
    }

    private static List<Member> top(byte[] value) {
        return members(value, whole(value));
    }

    private static List<Member> properties(byte[] value) {
        return members(value, propertiesOf(value));
    }

    private static long propertiesOf(byte[] value) {
        EventScanner scanner = new EventScanner("token");
        scanner.scan(value);
        return scanner.properties();
    }

    private static long whole(byte[] value) {
        int start = 0;
        while (value[start] != '{') {
            start++;
        }
        return Span.of(start, value.length);
    }

    private static List<Member> members(byte[] value, long object) {
        List<Member> all = new ArrayList<>();
        for (Members members = new Members().of(value, object); members.next(); ) {
            all.add(new Member(
                    DisplayText.of(value, members.name()).text(),
                    JsonText.spelled(value, members.name()),
                    JsonText.spelled(value, members.value())));
        }
        return all;
    }

    private static List<String> texts(List<Member> members, String... but) {
        return members.stream()
                .filter(member -> !List.of(but).contains(member.name()))
                .map(member -> new String(member.spelledName(), UTF_8) + ":" + new String(member.value(), UTF_8))
                .toList();
    }

    private static byte[] value(List<Member> members, String name) {
        List<byte[]> values = members.stream()
                .filter(member -> member.name().equals(name))
                .map(Member::value)
                .toList();
        assertThat(values).hasSize(1);
        return values.get(0);
    }
}
