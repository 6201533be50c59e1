package dev.hotshard.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.EventScanner;
import dev.hotshard.testkit.generate.HostileJson;
import dev.hotshard.testkit.generate.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void shouldIterateOverDirectMembersInOrder() {
        assertThat(members("{ \"a\" : 1 ,\"b\\u0063\":{\"x\":[1,\"}\"]},\n\"d\":\"\\\"]\\\\\", \"\":[] ,\"a\":true}"))
                .containsExactly(
                        "\"a\"=1", "\"b\\u0063\"={\"x\":[1,\"}\"]}", "\"d\"=\"\\\"]\\\\\"", "\"\"=[]", "\"a\"=true");
    }

    @Test
    void shouldFindNoMembersInOtherValues() {
        assertThat(members("{ }")).isEmpty();
        assertThat(members("[1]")).isEmpty();
        assertThat(members("\"{\"")).isEmpty();
        assertThat(Members.count(new byte[0], Span.NONE)).isZero();
    }

    @Test
    void shouldFindAMemberThatOccursOnce() {
        assertThat(found("{\"x\":0,\"user\\u005fid\":7}", "user_id")).isEqualTo("7");
        assertThat(found("{\"x\":{\"user_id\":7}}", "user_id")).isEmpty();
        assertThat(found("{\"user_id\":7,\"user\\u005fid\":7}", "user_id"))
                .as("two readers would disagree")
                .isEmpty();
    }

    @Test
    void shouldAgreeWithAnotherReader() throws Exception {
        HostileJson json = new HostileJson(Seed.random(getClass()), "token");
        EventScanner scanner = new EventScanner("token");
        int objects = 0;
        while (objects < 2_000) {
            byte[] value = json.nextObject();
            if (scanner.scan(value) == null && scanner.properties() != Span.NONE) {
                Optional<JsonNode> properties = tree(value);
                if (properties.isEmpty()) {
                    continue;
                }
                List<String> names = new ArrayList<>();
                for (Members members = new Members().of(value, scanner.properties()); members.next(); ) {
                    names.add(MAPPER.readTree(value, Span.start(members.name()), Span.length(members.name()))
                            .textValue());
                }
                List<String> expected = new ArrayList<>();
                properties.get().fieldNames().forEachRemaining(expected::add);
                assertThat(names.stream().distinct()).containsExactlyElementsOf(expected);
                objects++;
            }
        }
    }

    /** The properties, unless their names have lone surrogates, which Jackson refuses. */
    private static Optional<JsonNode> tree(byte[] value) throws IOException {
        try {
            return Optional.of(MAPPER.readTree(value).get("properties"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<String> members(String json) {
        byte[] value = ("x" + json).getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>();
        for (Members members = new Members().of(value, Span.of(1, value.length)); members.next(); ) {
            all.add(text(value, members.name()) + "=" + text(value, members.value()));
        }
        return all;
    }

    private static String found(String json, String name) {
        byte[] value = ("x" + json).getBytes(StandardCharsets.UTF_8);
        return text(value, Members.find(value, Span.of(1, value.length), name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] value, long span) {
        return new String(value, Span.start(span), Span.length(span), StandardCharsets.UTF_8);
    }
}
