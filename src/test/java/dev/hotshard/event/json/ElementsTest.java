package dev.hotshard.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementsTest {

    @Test
    void shouldReturnTheElementsOfTheArrayAlone() {
        assertThat(elements("[]")).isEmpty();
        assertThat(elements("[ \n]")).isEmpty();
        assertThat(elements("[1]")).containsExactly("1");
        assertThat(elements("[ \"a,]\\\"\" ,{\"b\":[1,2]},\t[[],[3]] , null ]"))
                .containsExactly("\"a,]\\\"\"", "{\"b\":[1,2]}", "[[],[3]]", "null");
    }

    @Test
    void shouldStayAtTheEnd() {
        byte[] value = "[1] [2]".getBytes(StandardCharsets.UTF_8);
        Elements elements = new Elements(value, Span.of(0, 3));
        assertThat(elements.next()).isTrue();
        assertThat(elements.next()).isFalse();
        assertThat(elements.next()).isFalse();
    }

    private static List<String> elements(String json) {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        for (Elements elements = new Elements(value, Span.of(0, value.length)); elements.next(); ) {
            found.add(new String(JsonText.spelled(value, elements.value()), StandardCharsets.UTF_8));
        }
        return found;
    }
}
