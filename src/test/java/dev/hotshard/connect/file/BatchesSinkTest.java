package dev.hotshard.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.testkit.generate.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesSinkTest {

    private static final int EVENTS = 2_000;
    private static final int BYTES = 2_000_000;

    @TempDir
    private Path folder;

    @Test
    void shouldWriteValuesAsAnArrayInOrder() throws Exception {
        write(10, 1_000, "{\"a\":1}", "2", "\"é\"");

        assertThat(batches()).containsExactly("[{\"a\":1},2,\"é\"]");
    }

    @Test
    void shouldWriteNoFileForAnEmptyInput() throws Exception {
        write(EVENTS, BYTES);

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"1999, 1", "2000, 1", "2001, 2", "4000, 2", "4001, 3"})
    void shouldLimitTheValuesOfABatch(int values, int batches) throws Exception {
        write(
                EVENTS,
                BYTES,
                IntStream.range(0, values).mapToObj(Integer::toString).toArray(String[]::new));

        assertThat(batches()).hasSize(batches);
        List<Integer> all = new ArrayList<>();
        for (String batch : batches()) {
            JsonNode array = JsonMapper.builder().build().readTree(batch);
            assertThat(array.size()).isBetween(1, EVENTS);
            array.forEach(number -> all.add(number.intValue()));
        }
        assertThat(all)
                .containsExactlyElementsOf(IntStream.range(0, values).boxed().toList());
    }

    @Test
    void shouldLimitTheBytesOfABatch() throws Exception {
        // The 3 bytes are two brackets and a comma.
        write(
                EVENTS,
                BYTES,
                text(1_000_000),
                text(BYTES - 3 - 1_000_000),
                text(1_000_000),
                text(BYTES - 2 - 1_000_000),
                "1");

        assertThat(batches()).extracting(String::length).containsExactly(BYTES, 1_000_002, BYTES - 1_000_000 + 2);
        assertThat(batches().get(2)).endsWith(",1]");
    }

    @Test
    void shouldLeaveOutAValueThatIsTooLargeForABatch() throws Exception {
        write(EVENTS, BYTES, "1", text(BYTES - 1), "2", text(BYTES - 2), "3");

        assertThat(batches()).containsExactly("[1,2]", "[" + text(BYTES - 2) + "]", "[3]");
    }

    @Test
    void shouldFillEachBatchAsFarAsPossible() throws Exception {
        SplittableRandom random = Seed.random(getClass());
        String[] values =
                random.ints(500, 2, 60).mapToObj(BatchesSinkTest::text).toArray(String[]::new);
        write(7, 200, values);

        List<String> expected = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (String value : values) {
            if (batch.size() == 7
                    || ("[" + String.join(",", batch) + "," + value + "]").length() > 200 && !batch.isEmpty()) {
                expected.add("[" + String.join(",", batch) + "]");
                batch.clear();
            }
            batch.add(value);
        }
        expected.add("[" + String.join(",", batch) + "]");
        assertThat(batches()).isEqualTo(expected);
    }

    @Test
    void shouldWriteABatchOnlyWhenItIsFullOrTheInputEnds() throws Exception {
        try (SinkWriter<OutputRecord> writer = writer(EVENTS, BYTES)) {
            writer.write(record("1"), null);
            writer.flush(false);

            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void shouldPutOnlyEventsIntoBatches() throws Exception {
        try (SinkWriter<OutputRecord> writer = writer(EVENTS, BYTES)) {
            for (Route route : Route.values()) {
                writer.write(new OutputRecord(route, null, route.name().getBytes(UTF_8), Headers.NONE, 0), null);
            }
            writer.flush(true);
        }

        assertThat(batches()).containsExactly("[EVENTS]");
    }

    @Test
    void shouldNotOverwriteAnExistingFile() throws Exception {
        Path there = Files.writeString(folder.resolve("batch-00001.json"), "of yesterday");

        assertThatThrownBy(() -> write(EVENTS, BYTES, "1"))
                .isExactlyInstanceOf(FileException.class)
                .hasMessageStartingWith("cannot write " + there);
        assertThat(there).hasContent("of yesterday");
    }

    private void write(int values, int bytes, String... all) throws Exception {
        try (SinkWriter<OutputRecord> writer = writer(values, bytes)) {
            for (String value : all) {
                writer.write(record(value), null);
            }
            writer.flush(true);
        }
    }

    private SinkWriter<OutputRecord> writer(int values, int bytes) throws IOException {
        return new BatchesSink(folder + "/batch-%05d.json", values, bytes).createWriter(null);
    }

    private static OutputRecord record(String value) {
        return new OutputRecord(Route.EVENTS, null, value.getBytes(UTF_8), Headers.NONE, 0);
    }

    private List<String> batches() throws IOException {
        List<String> batches = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            int count = (int) files.count();
            for (int i = 1; i <= count; i++) {
                batches.add(Files.readString(folder.resolve("batch-%05d.json".formatted(i))));
            }
        }
        return batches;
    }

    /** A JSON string of this many bytes, quotes included. */
    private static String text(int bytes) {
        return '"' + "x".repeat(bytes - 2) + '"';
    }
}
