package dev.hotshard.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a process that measures a row.
 *
 * @param warmUp how long the job runs before the measurement
 * @param time how long to measure
 * @param result the file to write the measurement to
 * @param more further arguments of the benchmark
 */
record RunTask(BenchRow row, Duration warmUp, Duration time, Path result, List<String> more) {

    static RunTask of(String... arguments) {
        return new RunTask(
                BenchRow.of(arguments[0]),
                Duration.parse(arguments[1]),
                Duration.parse(arguments[2]),
                Path.of(arguments[3]),
                List.of(arguments).subList(4, arguments.length));
    }

    /** The folder for the files of the run. */
    Path folder() {
        return result.getParent();
    }

    String[] arguments() {
        List<String> arguments =
                new ArrayList<>(List.of(row.toString(), warmUp.toString(), time.toString(), result.toString()));
        arguments.addAll(more);
        return arguments.toArray(String[]::new);
    }

    void write(Measurement measured) throws IOException {
        JsonMapper.builder().build().writeValue(result.toFile(), measured);
    }

    Measurement read() throws IOException {
        return JsonMapper.builder().build().readValue(result.toFile(), Measurement.class);
    }
}
