package dev.hotshard.testkit.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.client.cli.CliFrontend;

/** {@code flink run -d}, in a JVM of its own as an operator runs it. */
final class FlinkRun {
    private static final Duration BOUND = Duration.ofSeconds(240);
    private static final Pattern SUBMITTED = Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

    private final Path conf;
    private final Path log;
    private final List<String> java;

    /** @param log gets the output of the last run */
    FlinkRun(Path conf, Path log, List<String> jvmOptions, String classPath) {
        this.conf = conf;
        this.log = log;
        java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        java.addAll(jvmOptions);
        java.addAll(List.of("-Xmx256m", "-cp", classPath, CliFrontend.class.getName(), "run", "-d"));
    }

    /**
     * Submits {@code jar} and returns the job's id.
     *
     * @throws IOException if no job was submitted, with all that was printed
     */
    String submit(List<String> options, Path jar, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(options);
        command.add(jar.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FLINK_CONF_DIR", conf.toString());
        int status = exitStatus(builder.start());
        String output = Files.readString(log);
        Matcher submitted = SUBMITTED.matcher(output);
        if (status != 0 || !submitted.find()) {
            throw new IOException("flink run has ended with " + status + ":\n" + output);
        }
        return submitted.group(1);
    }

    private static int exitStatus(Process process) throws IOException {
        try {
            if (process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("flink run has not ended after " + BOUND.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for flink run");
        } finally {
            process.destroyForcibly();
        }
    }
}
