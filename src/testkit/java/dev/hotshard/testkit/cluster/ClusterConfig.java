package dev.hotshard.testkit.cluster;

import dev.hotshard.cli.local.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * The configuration of a test cluster: {@code flink-conf/config.yaml}, as an operator has it, with
 * addresses, folders and sizes for one machine.
 */
public final class ClusterConfig {
    /** The folder that operators get, relative to the project. */
    public static final Path OPERATORS = Path.of("flink-conf");

    private static final String LOOPBACK = "127.0.0.1";

    private ClusterConfig() {}

    /** Writes {@code config.yaml} into {@code conf} and returns what it says; the {@code overrides} win. */
    static Configuration write(Path conf, Path dir, int slots, Map<String, String> overrides) throws IOException {
        Configuration config = GlobalConfiguration.loadConfiguration(OPERATORS.toString());
        // The reporter would listen on all interfaces.
        Set.copyOf(config.keySet()).stream()
                .filter(key -> key.startsWith("metrics.reporter"))
                .forEach(config::removeKey);
        addresses().forEach(config::setString);
        folders(dir).forEach(config::setString);
        pace().forEach(config::setString);
        memory().forEach(config::setString);
        config.setString("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        overrides.forEach(config::setString);
        Files.createDirectories(conf);
        Files.write(conf.resolve("config.yaml"), ConfigurationUtils.convertConfigToWritableLines(config, false));
        return config;
    }

    private static Map<String, String> addresses() throws IOException {
        return Map.of(
                "jobmanager.rpc.address", LOOPBACK,
                "jobmanager.rpc.port", Integer.toString(LoopbackPorts.free()),
                "jobmanager.bind-host", LOOPBACK,
                "rest.address", LOOPBACK,
                "rest.bind-address", LOOPBACK,
                "rest.port", Integer.toString(LoopbackPorts.free()),
                "taskmanager.host", LOOPBACK,
                "taskmanager.bind-host", LOOPBACK);
    }

    private static Map<String, String> folders(Path dir) {
        return Map.of(
                "execution.checkpointing.dir",
                        dir.resolve("checkpoints").toUri().toString(),
                "execution.checkpointing.savepoint-dir",
                        dir.resolve("savepoints").toUri().toString(),
                "io.tmp.dirs", dir.resolve("tmp").toString());
    }

    /**
     * Detects a lost process within seconds, commits output every second, and keeps the answers of REST up
     * to date.
     */
    private static Map<String, String> pace() {
        return Map.of(
                "heartbeat.interval", "1000",
                "heartbeat.timeout", "5000",
                "web.refresh-interval", "100",
                "execution.checkpointing.interval", "1 s",
                "execution.checkpointing.min-pause", "100 ms");
    }

    private static Map<String, String> memory() {
        return Map.of(
                "jobmanager.memory.process.size", "768m",
                "jobmanager.memory.jvm-metaspace.size", "160m",
                "jobmanager.memory.jvm-overhead.min", "64m",
                "taskmanager.memory.process.size", "1200m",
                "taskmanager.memory.jvm-metaspace.size", "160m",
                "taskmanager.memory.jvm-overhead.min", "64m",
                "taskmanager.memory.managed.fraction", "0.2");
    }
}
