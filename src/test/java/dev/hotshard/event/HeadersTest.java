package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {

    private static final byte[] ONE = {1};
    private static final Headers SOME =
            new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {ONE, null, {}, {2}});

    @Test
    void newHeaderComesLast() {
        assertThat(SOME.with("a", "é")).isEqualTo(new Headers(new String[] {"a", "b", "a", "c", "a"}, new byte[][] {
            ONE, null, {}, {2}, "é".getBytes(UTF_8)
        }));
        assertThat(SOME.size()).as("these stay as they are").isEqualTo(4);
        assertThat(Headers.NONE.with("a", "")).isEqualTo(new Headers(new String[] {"a"}, new byte[][] {{}}));
    }

    @Test
    void theLastOfANameIsLeftOutAndTheOthersKeepTheirOrder() {
        assertThat(SOME.withoutLast("a")).isEqualTo(new Headers(new String[] {"a", "b", "c"}, new byte[][] {
            {1}, null, {2}
        }));
        assertThat(SOME.withoutLast("b").value(0)).as("not copied").isSameAs(ONE);
        assertThat(SOME.withoutLast("A")).isSameAs(SOME);
        assertThat(SOME.with("b", "x").withoutLast("b"))
                .as("takes back what was added")
                .isEqualTo(SOME);
        assertThat(SOME.withoutLast("a").withoutLast("a").withoutLast("b").withoutLast("c"))
                .isEqualTo(Headers.NONE);
    }

    @Test
    void namesAreLookedUpAsTheyAreSpelled() {
        assertThat(SOME.has("b")).as("though its value is null").isTrue();
        assertThat(SOME.has("B")).isFalse();
        assertThat(Headers.NONE.has("")).isFalse();
    }

    @Test
    void valuesAreComparedByContent() {
        assertThat(SOME)
                .isEqualTo(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, null, {}, {2}}))
                .hasSameHashCodeAs(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, null, {}, {2}}))
                .isNotEqualTo(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, {}, {}, {2}}));
    }
}
