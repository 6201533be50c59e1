package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLinesFunctionTest {

    private static final String TEXT = "{\"a\":1}\r\n\n{\"b\":2}\nlast";
    private static final byte[] ZIPPED = gzip(TEXT);
    private static final byte[] SECOND = gzip("more\n");

    @TempDir
    private Path folder;

    @Test
    void shouldReadLinesInOrderWithFileAndNumber() throws Exception {
        String one = file("one", TEXT.getBytes(UTF_8));
        String two = file("two", "other\n".getBytes(UTF_8));

        assertThat(read(one, two, one))
                .containsExactly(
                        "0:1 {\"a\":1}",
                        "0:3 {\"b\":2}",
                        "0:4 last",
                        "1:1 other",
                        "2:1 {\"a\":1}",
                        "2:3 {\"b\":2}",
                        "2:4 last");
    }

    @Test
    void shouldReadRecordsWithoutKeyHeadersOrTimestamp() throws Exception {
        try (var harness = harness()) {
            harness.processElement(file("one", TEXT.getBytes(UTF_8)), 0);

            assertThat(harness.extractOutputValues())
                    .allMatch(record -> record.key() == null)
                    .allMatch(record -> record.headers().size() == 0)
                    .allMatch(record -> record.timestampMillis() == SourceRecord.NO_TIMESTAMP);
        }
    }

    @Test
    void shouldDetectGzipByContentNotByName() throws Exception {
        String[] records = {"0:1 {\"a\":1}", "0:3 {\"b\":2}", "0:4 last"};
        assertThat(read(file("x.ndjson.gz", ZIPPED))).containsExactly(records);
        assertThat(read(file("zipped.ndjson", ZIPPED))).containsExactly(records);
        assertThat(read(file("twice.gz", gzip(ZIPPED)))).containsExactly(records);
        assertThat(read(file("plain.gz", TEXT.getBytes(UTF_8)))).containsExactly(records);
        assertThat(read(file("x.gz.ndjson", "plain".getBytes(UTF_8)))).containsExactly("0:1 plain");
    }

    @Test
    void shouldReadNoRecordsFromAnEmptyFile() throws Exception {
        assertThat(read(file("empty", new byte[0]))).isEmpty();
        assertThat(read(file("empty.gz", new byte[0]))).isEmpty();
        assertThat(read(file("nothing.gz", gzip("")))).isEmpty();
        assertThat(read(file("nothings.gz", concat(gzip(""), gzip(" \n"), gzip("")))))
                .isEmpty();
        assertThat(read(file("array", "[]".getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void shouldReadAFileThatBeginsWithABracketAsArrays() throws Exception {
        byte[] arrays = " \n [ {\"a\":1},\n{\"b\":[2]} ]\n[3]".getBytes(UTF_8);
        String[] records = {"0:1 {\"a\":1}", "0:2 {\"b\":[2]}", "0:3 3"};
        assertThat(read(file("x.json", arrays))).containsExactly(records);
        assertThat(read(file("x.json.gz", gzip(arrays)))).containsExactly(records);
        assertThat(read(file("later.ndjson", "{}\n[1,2]\n".getBytes(UTF_8)))).containsExactly("0:1 {}", "0:2 [1,2]");
    }

    @Test
    void shouldJoinTheMembersOfACompressedFile() throws Exception {
        assertThat(read(file("x.gz", concat(gzip("a\nb"), gzip(""), gzip("c\nd\n")))))
                .containsExactly("0:1 a", "0:2 bc", "0:3 d");
    }

    @Test
    void shouldReadStandardInputForADash() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("a\nb".getBytes(UTF_8)));
        try {
            assertThat(read("-")).containsExactly("0:1 a", "0:2 b");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void shouldRefuseATruncatedCompressedFile() throws IOException {
        assertRefused("begin.gz", Arrays.copyOf(ZIPPED, 5), "it ends too early");
        assertRefused("half.gz", Arrays.copyOf(ZIPPED, ZIPPED.length / 2), "it ends too early");
        assertRefused("trailer.gz", Arrays.copyOf(ZIPPED, ZIPPED.length - 1), "it ends too early");
        assertRefused("member.gz", Arrays.copyOf(concat(ZIPPED, SECOND), ZIPPED.length + 5), "it ends too early");
    }

    @Test
    void shouldRefuseACorruptCompressedFile() throws IOException {
        assertRefused("sum.gz", flipped(ZIPPED, ZIPPED.length - 6), "Gzip-compressed data is corrupt (CRC32 error)");
        assertRefused("second.gz", flipped(concat(ZIPPED, SECOND), ZIPPED.length), "Garbage after a valid .gz stream");
        assertRefused("garbage.gz", concat(ZIPPED, new byte[] {1}), "Garbage after a valid .gz stream");
    }

    @Test
    void shouldRefuseAMissingFile() {
        assertThatThrownBy(() -> read("absent"))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage("cannot read absent: no such file");
    }

    private void assertRefused(String name, byte[] content, String why) throws IOException {
        String file = file(name, content);
        assertThatThrownBy(() -> read(file))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage("cannot read " + file + ": " + why);
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    /** Returns file, line and text of each record. */
    private static List<String> read(String... names) throws Exception {
        try (var harness = harness()) {
            for (String name : names) {
                harness.processElement(name, 0);
            }
            return harness.extractOutputValues().stream()
                    .map(record -> record.partition() + ":" + record.offset() + " " + new String(record.value(), UTF_8))
                    .toList();
        }
    }

    private static OneInputStreamOperatorTestHarness<String, SourceRecord> harness() throws Exception {
        OneInputStreamOperatorTestHarness<String, SourceRecord> harness =
                new OneInputStreamOperatorTestHarness<>(new StreamFlatMap<>(new ReadLinesFunction()));
        harness.setup(Types.SOURCE_RECORD.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
        return harness;
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
