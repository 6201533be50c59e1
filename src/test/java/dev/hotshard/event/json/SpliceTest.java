package dev.hotshard.event.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpliceTest {

    private static final byte[] VALUE = "0123456789".getBytes(US_ASCII);

    private record Edit(int start, int end, String by) {}

    @Test
    void shouldReturnTheSameBytesWithoutEdits() {
        assertThat(new Splice(VALUE).bytes()).isEqualTo(VALUE).isNotSameAs(VALUE);
    }

    @Test
    void shouldReplaceAdjacentRangesInAnyOrder() {
        assertThat(new Splice(VALUE)
                        .cut(8, 10)
                        .replace(Span.of(4, 6), bytes("abc"))
                        .cut(6, 7)
                        .replace(Span.of(1, 2), Span.of(8, 10))
                        .bytes())
                .asString(US_ASCII)
                .isEqualTo("089" + "23" + "abc" + "7");
    }

    @Test
    void shouldKeepTheOrderOfInsertionsAtOnePosition() {
        long here = Span.of(5, 5);

        assertThat(new Splice(VALUE)
                        .replace(here, bytes("a"))
                        .replace(Span.of(3, 5), bytes("-"))
                        .replace(here, bytes("b"))
                        .bytes())
                .asString(US_ASCII)
                .isEqualTo("012-ab56789");
    }

    @Test
    void shouldAgreeWithEditingFromTheEnd() {
        Random random = new Random(Seed.of(getClass()));
        for (int round = 0; round < 2_000; round++) {
            List<Edit> edits = edits(random);
            StringBuilder expected = new StringBuilder(new String(VALUE, US_ASCII));
            for (int i = edits.size() - 1; i >= 0; i--) {
                expected.replace(
                        edits.get(i).start(), edits.get(i).end(), edits.get(i).by());
            }
            Collections.shuffle(edits, random);
            Splice splice = new Splice(VALUE);
            edits.forEach(edit -> splice.replace(Span.of(edit.start(), edit.end()), bytes(edit.by())));

            assertThat(splice.bytes()).asString(US_ASCII).as(edits::toString).isEqualTo(expected.toString());
        }
    }

    /** Up to four ranges in ascending order, none of them empty. */
    private static List<Edit> edits(Random random) {
        TreeSet<Integer> bounds = new TreeSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            while (!bounds.add(random.nextInt(VALUE.length + 1))) {
                // An earlier range begins there.
            }
            while (!bounds.add(random.nextInt(VALUE.length + 1))) {
                // An earlier range ends there.
            }
        }
        List<Integer> ends = new ArrayList<>(bounds);
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < ends.size(); i += 2) {
            edits.add(new Edit(ends.get(i), ends.get(i + 1), "x".repeat(random.nextInt(4))));
        }
        return edits;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
