package dev.hotshard.recover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdMapTest {

    @TempDir
    private Path folder;

    @Test
    void shouldFindIdsByTheirText() throws Exception {
        IdMap map = read("old,new\nalice,Alice\n123,A-123\n日本,日\n");

        assertThat(newId(map, "\"alice\"")).isEqualTo("\"Alice\"");
        assertThat(newId(map, "\"\\u0061lice\"")).isEqualTo("\"Alice\"");
        assertThat(newId(map, "123")).isEqualTo("\"A-123\"");
        assertThat(newId(map, "\"123\"")).isEqualTo("\"A-123\"");
        assertThat(newId(map, "\"日本\"")).isEqualTo("\"日\"");
        assertThat(newId(map, "\"bob\"")).isNull();
        assertThat(newId(map, "1.23e2")).isNull();
        assertThat(newId(map, "\"old\"")).as("the header is not a row").isNull();
    }

    @Test
    void shouldReadAnyCharacterInQuotes() throws Exception {
        IdMap map =
                read("\"old\",new\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"back\\slash\"\n\"cr\r\nlf\", spaces "
                        + "stay \n");

        assertThat(newId(map, "\"a,b\"")).isEqualTo("\"say \\\"hi\\\"\"");
        assertThat(newId(map, "\"two\\nlines\"")).isEqualTo("\"back\\\\slash\"");
        assertThat(newId(map, "\"cr\\r\\nlf\"")).isEqualTo("\" spaces stay \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "old,new\na,b",
                "old,new\r\na,b\r\n",
                "\ufeffold,new\na,b\n",
                "\"old\",\"new\"\r\n\"a\",\"b\"\r\n",
                "\ufeff\"old\",\"new\"\r\n\"a\",\"b\"\r\n",
                "old,new\na,b\na,b\n"
            })
    void shouldReadTheDialectsOfSpreadsheets(String text) throws Exception {
        assertThat(newId(read(text), "\"a\"")).isEqualTo("\"b\"");
    }

    @Test
    void shouldReadATableWithoutRows() throws Exception {
        assertThat(newId(read("old,new\n"), "\"old\"")).isNull();
    }

    @Test
    void shouldSkipEmptyLines() throws Exception {
        assertThat(newId(read("old,new\n\na,b\n\n"), "\"a\"")).isEqualTo("\"b\"");
    }

    /** The content of the file, with \n for line ends, and the message about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new,old                        | , line 1: expected the header old,new",
                "Old,New                        | , line 1: expected the header old,new",
                "old                            | , line 1: expected the header old,new",
                "old,new,more                   | , line 1: expected the header old,new",
                "old;new                        | , line 1: expected the header old,new",
                "a,b                            | , line 1: expected the header old,new",
                "``                             |  is empty: expected the header old,new",
                "old,new\\na,b\\nc              | , line 3: expected two ids, neither empty",
                "old,new\\na,b,c                | , line 2: expected two ids, neither empty",
                "old,new\\na,b\\n,c             | , line 3: expected two ids, neither empty",
                "old,new\\nc,\\na,b             | , line 2: expected two ids, neither empty",
                "old,new\\nc,\"\"               | , line 2: expected two ids, neither empty",
                "old,new\\n\\na               | , line 3: expected two ids, neither empty",
                "old,new\\na,b\\nc,d\\na,e      | , line 4: the old id occurs before, with a different new id",
                "old,new\\n\"a\\nb\",c\\nd\\n   | , line 4: expected two ids, neither empty"
            })
    void shouldNameTheLineOfAMalformedTable(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n").getBytes(UTF_8));

        assertThatThrownBy(() -> IdMap.read(file))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessage((message.startsWith(",") ? file + message : file + " " + message));
    }

    @Test
    void shouldReportQuotesThatAreNotClosed() throws IOException {
        Path open = file("old,new\n\"a,b\nc,d\n".getBytes(UTF_8));
        Path behind = file("old,new\na,\"b\" c\n".getBytes(UTF_8));

        assertThatThrownBy(() -> IdMap.read(open))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessageStartingWith("cannot read " + open + ": ")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> IdMap.read(behind))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessageStartingWith("cannot read " + behind + ": ")
                .hasMessageContaining("2");
    }

    @Test
    void shouldNameAFileThatCannotBeRead() throws IOException {
        Path latin = file("old,new\nä,b\n".getBytes(ISO_8859_1));
        Path cut = file(new byte[] {'o', 'l', 'd', ',', 'n', 'e', 'w', '\n', 'a', ',', (byte) 0xc3});
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> IdMap.read(latin))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessage("cannot read " + latin + ": it is not UTF-8");
        assertThatThrownBy(() -> IdMap.read(cut))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessage("cannot read " + cut + ": it is not UTF-8");
        assertThatThrownBy(() -> IdMap.read(absent))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessage("cannot read " + absent + ": no such file");
        assertThatThrownBy(() -> IdMap.read(folder))
                .isExactlyInstanceOf(IdMapException.class)
                .hasMessage("cannot read " + folder + ": Is a directory");
    }

    @Test
    void shouldReadATableWithManyLines() throws Exception {
        StringBuilder text = new StringBuilder("old,new\n");
        int lines = 200_000;
        for (int i = 0; i < lines; i++) {
            text.append("device-").append(i).append(",user-").append(i).append('\n');
        }
        IdMap map = read(text.toString());

        for (int i = 0; i < lines; i += 997) {
            assertThat(newId(map, "\"device-" + i + "\"")).isEqualTo("\"user-" + i + "\"");
        }
        assertThat(newId(map, "\"device-" + lines + "\"")).isNull();
    }

    @Test
    void shouldRestoreUnderTheNewId() throws Exception {
        Path file = file("old,new\na,\"b \"\"c\"\"\"\n".getBytes(UTF_8));
        Restorer restorer = new Restorer(Rewritten.idMap(file.toString()));

        restorer.restore(Rewritten.withProperties("\"distinct_id\":\"a\""));
        assertThat(Rewritten.text(restorer.event()))
                .isEqualTo("{\"event\":\"e\",\"properties\":{\"distinct_id\":\"b \\\"c\\\"\"}}");
        assertThat(restorer.idReplaced()).isTrue();
        restorer.restore(Rewritten.withProperties("\"distinct_id\":\"x\""));
        assertThat(Rewritten.text(restorer.event()))
                .isEqualTo("{\"event\":\"e\",\"properties\":{\"distinct_id\":\"x\"}}");
        assertThat(restorer.idReplaced()).isFalse();
    }

    @Test
    void shouldCheckTheTableBeforeAJobStarts() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> Rewritten.idMap(absent.toString()).check()).isExactlyInstanceOf(IdMapException.class);
    }

    private static String newId(IdMap map, String id) {
        Event event = Events.read("{\"event\":1,\"properties\":{\"distinct_id\":" + id + "}}");
        byte[] newId = map.newId(event.value(), event.distinctId());
        return newId == null ? null : new String(newId, UTF_8);
    }

    private IdMap read(String text) throws IOException {
        return IdMap.read(file(text.getBytes(UTF_8)));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "ids", ".csv"), bytes);
    }
}
