package dev.hotshard.testkit.cluster;

import dev.hotshard.cli.local.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Starts JobManagers and TaskManagers the way Flink's shell scripts do: heap and direct memory of each JVM
 * follow from the configuration.
 */
final class ClusterProcesses {
    static final String SUBMISSION_LOG = "flink-run.log";

    private final Path dir;
    private final Path conf;
    private final Configuration config;
    private final String classPath;
    private final List<String> jvmOptions;

    ClusterProcesses(Path dir, Path conf, Configuration config) throws IOException {
        this.dir = dir;
        this.conf = conf;
        this.config = config;
        classPath = ClusterClassPath.create(dir.resolve("lib"));
        jvmOptions = jvmOptions(Files.createDirectories(dir.resolve("tmp")));
    }

    ChildJvm jobManager() throws IOException {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(config);
        return start(
                "jobmanager",
                StandaloneSessionClusterEntrypoint.class,
                JobManagerProcessUtils.generateJvmParametersStr(spec, config),
                JobManagerProcessUtils.generateDynamicConfigsStr(spec));
    }

    /** @param id the name of the TaskManager in REST */
    ChildJvm taskManager(String id) throws IOException {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(config);
        return start(
                id,
                TaskManagerRunner.class,
                ProcessMemoryUtils.generateJvmParametersStr(spec),
                TaskExecutorProcessUtils.generateDynamicConfigsStr(spec) + " -D taskmanager.resource-id=" + id);
    }

    FlinkRun flinkRun() {
        return new FlinkRun(conf, dir.resolve(SUBMISSION_LOG), jvmOptions, classPath);
    }

    private ChildJvm start(String name, Class<?> main, String memory, String dynamic) throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(words(memory));
        List<String> arguments = new ArrayList<>(List.of("--configDir", conf.toString()));
        arguments.addAll(words(dynamic));
        return ChildJvm.start(
                dir.resolve(name + ".log"), options, classPath, main.getName(), arguments.toArray(String[]::new));
    }

    /** Open modules, logging, and options that make short-lived processes cheap. */
    private static List<String> jvmOptions(Path tmp) {
        Stream<String> own = Stream.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + tmp,
                "-Dhotshard.log.level=INFO",
                "-Dlog4j2.configurationFile="
                        + ClusterConfig.OPERATORS
                                .resolve("log4j-console.properties")
                                .toUri());
        return Stream.concat(OpenModules.options().stream(), own).toList();
    }

    private static List<String> words(String line) {
        return Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
