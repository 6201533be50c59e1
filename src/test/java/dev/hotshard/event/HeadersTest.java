package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadersTest {

    private static final byte[] ONE = {1};
    private static final Headers SOME =
            new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {ONE, null, {}, {2}});

    @Test
    void shouldAppendANewHeader() {
        assertThat(SOME.with("a", "é")).isEqualTo(new Headers(new String[] {"a", "b", "a", "c", "a"}, new byte[][] {
            ONE, null, {}, {2}, "é".getBytes(UTF_8)
        }));
        assertThat(SOME.size()).as("unchanged").isEqualTo(4);
        assertThat(Headers.NONE.with("a", "")).isEqualTo(new Headers(new String[] {"a"}, new byte[][] {{}}));
    }

    @Test
    void shouldRemoveTheLastHeaderOfANameAndKeepTheOrderOfTheOthers() {
        assertThat(SOME.withoutLast("a")).isEqualTo(new Headers(new String[] {"a", "b", "c"}, new byte[][] {
            {1}, null, {2}
        }));
        assertThat(SOME.withoutLast("b").value(0)).as("not copied").isSameAs(ONE);
        assertThat(SOME.withoutLast("A")).isSameAs(SOME);
        assertThat(SOME.with("b", "x").withoutLast("b")).as("undoes with()").isEqualTo(SOME);
        assertThat(SOME.withoutLast("a").withoutLast("a").withoutLast("b").withoutLast("c"))
                .isEqualTo(Headers.NONE);
    }

    @Test
    void shouldLookUpNamesAsTheyAreSpelled() {
        assertThat(SOME.has("b")).as("even with a null value").isTrue();
        assertThat(SOME.has("B")).isFalse();
        assertThat(Headers.NONE.has("")).isFalse();
    }

    @Test
    void shouldCompareValuesByContent() {
        assertThat(SOME)
                .isEqualTo(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, null, {}, {2}}))
                .hasSameHashCodeAs(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, null, {}, {2}}))
                .isNotEqualTo(new Headers(new String[] {"a", "b", "a", "c"}, new byte[][] {{1}, {}, {}, {2}}));
    }
}
