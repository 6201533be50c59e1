package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The properties file of a {@link LocalBroker}. */
final class BrokerProperties {

    private static final String LISTENERS = "listeners";

    private BrokerProperties() {}

    /** Writes {@code file} for a broker on loopback that keeps its data in {@code dir}. */
    static void write(Path file, Path dir, int port, Map<String, String> overrides) throws IOException {
        Properties properties = new Properties();
        try (InputStream defaults = BrokerProperties.class.getResourceAsStream("broker.properties")) {
            properties.load(defaults);
        }
        String controller = "127.0.0.1:" + LoopbackPorts.free();
        String listeners = "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://" + controller;
        properties.setProperty(LISTENERS, listeners);
        properties.setProperty("controller.quorum.voters", properties.getProperty("node.id") + "@" + controller);
        properties.setProperty("log.dirs", dir.resolve("data").toString());
        properties.putAll(overrides);
        if (overrides.containsKey(LISTENERS)) {
            properties.setProperty(LISTENERS, listeners + "," + overrides.get(LISTENERS));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
