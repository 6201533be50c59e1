package dev.hotshard.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real Kafka broker in a process of its own, on loopback only, with all it keeps under one folder:
 * {@code data/}, {@code server.properties} and {@code broker.log}.
 *
 * <p>The folder outlives the broker and can be started from again. The process ends when this one does,
 * however this one ends. The broker's classes come from the class path of this process. One thread at a
 * time may use it, but any may close it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final String LISTENERS = "listeners";
    private static final Duration START_BOUND = Duration.ofSeconds(120);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofMillis(20);

    /**
     * With the first compiler alone the broker is up for 2 s of CPU less and, over its first 3 million
     * records, takes 16 s of CPU instead of 26: the second compiler does not earn back its cost in a life
     * this short.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms384m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=classpath:dev/hotshard/cli/local/broker-log.properties");

    private final Path dir;
    private final int port;
    private volatile ChildJvm process;

    private LocalBroker(Path dir, int port) {
        this.dir = dir;
        this.port = port;
    }

    /** Starts a broker with the settings of {@code broker.properties}, as {@link #start(Path, Map)} does. */
    public static LocalBroker start(Path dir) throws IOException {
        return start(dir, Map.of());
    }

    /**
     * Starts a broker in {@code dir}, on a new port, with the topics that an earlier one left there, and
     * returns when it answers: 4 to 5 s on two cores.
     *
     * @param dir created if need be; no broker may be running in it
     * @param overrides broker properties that win over those of {@code broker.properties};
     *     {@code listeners} are added to its own
     * @throws IOException if the broker does not answer within 120 s, or ends; with the end of its log
     */
    public static LocalBroker start(Path dir, Map<String, String> overrides) throws IOException {
        Files.createDirectories(dir);
        LocalBroker broker = new LocalBroker(dir.toAbsolutePath(), LoopbackPorts.free());
        broker.writeProperties(overrides);
        broker.launch();
        return broker;
    }

    /** The address for clients, as {@code host:port}; it stays the same over {@link #restart()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Creates a topic and returns when every client can use all its partitions.
     *
     * @throws IOException if the broker refuses, for instance because the topic exists, or does not answer
     *     within 30 s
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) throws IOException {
        try (BrokerAdmin admin = new BrokerAdmin(bootstrapServers())) {
            admin.createTopic(name, partitions, configs);
        }
    }

    /** Kills the process with SIGKILL, as a crash would, and returns when it is gone; the data stays. */
    public void kill() {
        process.kill();
    }

    /**
     * Starts the broker again on the same port and data, after {@link #kill()} or {@link #close()}, and
     * returns when it answers: about 5 s.
     *
     * @throws IOException as {@link #start(Path, Map)} does
     */
    public void restart() throws IOException {
        close();
        launch();
    }

    /**
     * Stops the process in order, which takes about half a second, or kills it after 15 s; the folder
     * stays.
     */
    @Override
    public void close() {
        process.stop(STOP_BOUND);
    }

    private void writeProperties(Map<String, String> overrides) throws IOException {
        Properties properties = new Properties();
        try (InputStream defaults = LocalBroker.class.getResourceAsStream("broker.properties")) {
            properties.load(defaults);
        }
        String controller = "127.0.0.1:" + LoopbackPorts.free();
        String listeners = "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller;
        properties.setProperty(LISTENERS, listeners);
        properties.setProperty("controller.quorum.voters", properties.getProperty("node.id") + "@" + controller);
        properties.setProperty("log.dirs", dir.resolve("data").toString());
        properties.putAll(overrides);
        if (overrides.containsKey(LISTENERS)) {
            properties.setProperty(LISTENERS, listeners + "," + overrides.get(LISTENERS));
        }
        try (Writer file = Files.newBufferedWriter(propertiesFile())) {
            properties.store(file, null);
        }
    }

    private Path propertiesFile() {
        return dir.resolve("server.properties");
    }

    private void launch() throws IOException {
        process = ChildJvm.start(
                dir.resolve("broker.log"),
                JVM_OPTIONS,
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                propertiesFile().toString());
        try {
            awaitAnswer();
        } catch (IOException e) {
            process.kill();
            throw new IOException(
                    "The broker in " + dir + " did not start: " + e.getMessage() + "\n" + process.logTail(), e);
        }
    }

    /** Waits for the port before it asks, so that no client logs its vain attempts. */
    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + START_BOUND.toNanos();
        while (!isListening()) {
            if (process.awaitEnd(RETRY)) {
                throw new IOException("its process has ended");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it does not listen after " + START_BOUND.toSeconds() + " s");
            }
        }
        try (BrokerAdmin admin = new BrokerAdmin(bootstrapServers())) {
            admin.awaitAnswer();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
