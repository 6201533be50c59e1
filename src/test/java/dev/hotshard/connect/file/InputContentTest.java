package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.testkit.generate.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class InputContentTest {

    private static final String EVENT = Events.value("alice");

    @Test
    void shouldSayHowToDecompressOtherFormats() {
        assertRefused(
                bytes("\u0028\u00b5\u002f\u00fd..."),
                "compressed by zstd; convert it: zstd -dc < a.file | ./hotshard ... -");
        assertRefused(bytes("BZh91AY"), "compressed by bzip2; convert it: bzip2 -dc < a.file | ./hotshard ... -");
        assertRefused(bytes("\u00fd7zXZ\0\0"), "compressed by xz; convert it: xz -dc < a.file | ./hotshard ... -");
        assertRefused(bytes("\4\"M\30"), "compressed by LZ4; convert it: lz4 -dc < a.file | ./hotshard ... -");
    }

    @Test
    void shouldSayHowToUnpackArchives() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(zip)) {
            archive.putNextEntry(new ZipEntry("a.ndjson"));
            archive.write(bytes(EVENT));
        }
        assertRefused(zip.toByteArray(), "a ZIP archive; convert it: unzip -p a.file | ./hotshard ... -");

        byte[] tar = new byte[1024];
        System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
        assertRefused(tar, "a tar archive; convert it: tar -xOf a.file | ./hotshard ... -");
        assertRefused(gzip(tar), "a tar archive; convert it: gzip -dc < a.file | tar -xOf - | ./hotshard ... -");
    }

    @Test
    void shouldNameEncodingsWithAndWithoutAByteOrderMark() throws IOException {
        assertRefused(
                ("\ufeff" + EVENT).getBytes(Charset.forName("UTF-16LE")),
                "text in UTF-16; convert it: iconv -f UTF-16 -t UTF-8 < a.file | ./hotshard ... -");
        assertRefused(
                ("\ufeff" + EVENT).getBytes(Charset.forName("UTF-16BE")),
                "text in UTF-16; convert it: iconv -f UTF-16 -t UTF-8 < a.file | ./hotshard ... -");
        for (String encoding : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            assertRefused(
                    EVENT.getBytes(Charset.forName(encoding)),
                    "text in " + encoding + "; convert it: iconv -f " + encoding
                            + " -t UTF-8 < a.file | ./hotshard ... -");
        }
        assertRefused(
                gzip(EVENT.getBytes(Charset.forName("UTF-16LE"))),
                "text in UTF-16LE; convert it: gzip -dc < a.file | iconv -f UTF-16LE -t UTF-8 | ./hotshard ... -");
        assertRefused(
                bytes("\u00ef\u00bb\u00bf[1]"),
                "an array after a byte order mark; convert it: tail -c +4 < a.file | ./hotshard ... -");
    }

    @Test
    void shouldNameObjectsOverSeveralLines() {
        String remedy = "JSON with objects over several lines; convert it: jq -c . a.file | ./hotshard ... -";
        assertRefused(bytes("{\n  \"event\": \"e\",\n  \"properties\": {\"distinct_id\": \"}\"}\n}\n{\n}\n"), remedy);
        assertRefused(bytes("\n{\"event\": \"e\",\r\n\"properties\": {}}"), remedy);
        assertRefused(bytes("{\n\"long\": [" + "1,\n".repeat(50_000) + "1]}"), remedy);
    }

    @Test
    void shouldNotTakeABrokenFirstLineForAnObjectOverSeveralLines() throws IOException {
        assertLines("{\"event\":\"e\"\n" + EVENT + "\n");
        assertLines("{\"event\":\"e\",\n" + EVENT + "\n");
        assertLines("{\"event\":\"e\n" + EVENT + "\n");
        assertLines("{\"event\":[1}\n" + EVENT + "\n");
        assertLines("{\"event\":\"e\",\n");
        assertLines(EVENT + "\n{\n");
        assertLines("{\"long\":\"" + "x".repeat(200_000) + "\"}\n" + EVENT);
    }

    @Test
    void shouldNameTablesAndWebPages() {
        String csv = "CSV; convert it: mlr --icsv --ojsonl cat < a.file | jq -c '{event, properties: del(.event)}' | "
                + "./hotshard ... -";
        assertRefused(bytes("event,time,distinct_id\nClick,1,u\n"), csv);
        assertRefused(bytes("\"Name\";\"User_ID\"\n"), csv);
        assertRefused(
                bytes("PAR1\u0015\4"),
                "a Parquet file; events are read from lines of JSON, plain or compressed by gzip");
        assertRefused(
                bytes("<?xml version=\"1.0\"?><Error/>"),
                "XML or HTML, perhaps an error page in place of an export; events are read from lines of JSON, "
                        + "plain or compressed by gzip");
    }

    @Test
    void shouldReadUnknownContentAsLines() throws IOException {
        assertLines("not json\n" + EVENT);
        assertLines("a,b\n");
        assertLines("{\"a\":1,\"time\",\"event\"}\n");
        assertThat(InputContent.of(new ByteArrayInputStream(bytes("[1,\"time\",2]")), null)
                        .records())
                .isInstanceOf(JsonArrayReader.class);
        assertLines("\u0000\n");
        assertLines("\u00ef\u00bb\u00bf" + EVENT);
        assertThat(InputContent.of(new ByteArrayInputStream(bytes("\u00ef\u00bb\u00bf" + EVENT)), null)
                        .hasByteOrderMark())
                .isTrue();
        assertThat(InputContent.of(new ByteArrayInputStream(bytes(EVENT)), null).hasByteOrderMark())
                .isFalse();
    }

    @Test
    void shouldQuoteTheFileNameIfThereIsOne() {
        assertThatThrownBy(() -> InputContent.of(new ByteArrayInputStream(bytes("PK\3\4")), "it's here.zip"))
                .hasMessage("it is a ZIP archive; convert it: unzip -p 'it'\\''s here.zip' | ./hotshard ... -");
        assertThatThrownBy(() -> InputContent.of(new ByteArrayInputStream(bytes("PK\3\4")), null))
                .hasMessage("it is a ZIP archive; convert it: funzip | ./hotshard ... -");
        assertThatThrownBy(() -> InputContent.of(new ByteArrayInputStream(gzip(gzip(gzip(new byte[0])))), null))
                .hasMessage("it is gzip within gzip; convert it: gzip -dc | gzip -dc | gzip -dc | ./hotshard ... -");
    }

    private static void assertRefused(byte[] content, String message) {
        assertThatThrownBy(() -> InputContent.of(new ByteArrayInputStream(content), "a.file"))
                .isInstanceOf(IOException.class)
                .hasMessage("it is " + message);
    }

    private static void assertLines(String text) throws IOException {
        assertThat(InputContent.of(new ByteArrayInputStream(bytes(text)), "a.file")
                        .records())
                .isInstanceOf(LineReader.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(text.chars().allMatch(c -> c < 0x100) ? ISO_8859_1 : UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
