package dev.hotshard.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.reference.DeadLetter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLetterFormatTest {

    private static final Rejection REJECTION = new Rejection(Reason.MALFORMED_JSON, "byte 7");
    private static final Headers OWN = new Headers(new String[] {"own", "own"}, new byte[][] {{1}, null});
    private static final SourceRecord SOURCE =
            new SourceRecord(new byte[30], "0123456789".getBytes(UTF_8), OWN, 42, 3, 4);

    /** A limit on the bytes of key and value, and on the number of headers. */
    private record Small(int bytes, int headers) implements RecordLimit {

        @Override
        public boolean fits(OutputRecord record) {
            return room(record) >= length(record.value());
        }

        @Override
        public long room(OutputRecord record) {
            return record.headers().size() > headers ? -1 : bytes - length(record.key());
        }

        private static int length(byte[] bytes) {
            return bytes == null ? 0 : bytes.length;
        }
    }

    @Test
    void shouldKeepTheRecordAndAddReasonAndOrigin() {
        OutputRecord record = new DeadLetterFormat("in", RecordLimit.NONE).record(SOURCE, REJECTION);

        assertThat(DeadLetter.read(record)).isEqualTo(new DeadLetter(SOURCE, REJECTION, "in"));
    }

    @Test
    void shouldTruncateTheValueToTheRoomThatKeyAndHeadersLeave() {
        OutputRecord record = new DeadLetterFormat("in", new Small(34, 9)).record(SOURCE, REJECTION);

        assertThat(record.route()).isEqualTo(Route.DEAD_LETTERS);
        assertThat(record.key()).isSameAs(SOURCE.key());
        assertThat(record.value()).asString(UTF_8).isEqualTo("0123");
        assertThat(record.timestampMillis()).isEqualTo(42);
        assertThat(names(record))
                .containsExactly(
                        "own",
                        "own",
                        "hotshard-reason",
                        "__connect.errors.topic",
                        "__connect.errors.partition",
                        "__connect.errors.offset",
                        "__connect.errors.exception.message",
                        "hotshard-value-length",
                        "hotshard-value-sha256");
        assertThat(header(record, 7)).isEqualTo("10");
        assertThat(header(record, 8)).isEqualTo("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
    }

    @Test
    void shouldDropKeyAndHeadersThatAloneAreTooLarge() {
        OutputRecord record = new DeadLetterFormat("in", new Small(8, 8)).record(SOURCE, REJECTION);

        assertThat(record.key()).isNull();
        assertThat(record.value()).asString(UTF_8).isEqualTo("01234567");
        assertThat(names(record))
                .containsExactly(
                        "hotshard-reason",
                        "__connect.errors.topic",
                        "__connect.errors.partition",
                        "__connect.errors.offset",
                        "__connect.errors.exception.message",
                        "hotshard-value-length",
                        "hotshard-value-sha256",
                        "hotshard-dropped");
        assertThat(header(record, 7)).isEqualTo("key, headers");
    }

    @Test
    void shouldDescribeNoValueIfThereIsNone() {
        SourceRecord tombstone = new SourceRecord(SOURCE.key(), null, OWN, 42, 3, 4);
        OutputRecord record = new DeadLetterFormat("in", new Small(8, 8)).record(tombstone, REJECTION);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(names(record))
                .hasSize(6)
                .doesNotContain("hotshard-value-length")
                .endsWith("hotshard-dropped");
    }

    private static String[] names(OutputRecord record) {
        String[] names = new String[record.headers().size()];
        Arrays.setAll(names, record.headers()::name);
        return names;
    }

    private static String header(OutputRecord record, int i) {
        return new String(record.headers().value(i), UTF_8);
    }
}
