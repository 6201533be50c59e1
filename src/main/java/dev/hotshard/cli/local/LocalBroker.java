package dev.hotshard.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real Kafka broker in a process of its own, on loopback only, with all its files in one folder:
 * {@code data/}, {@code server.properties} and {@code broker.log}.
 *
 * <p>The folder outlives the broker, and a later broker can start from it. The broker's process ends with this
 * one, however this one ends, and uses its class path. One thread at a time may use an instance, but any
 * may close it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofMillis(20);

    /**
     * With the C1 compiler alone the broker takes 2 s less CPU time to start, and 16 s instead of 26 s for its
     * first 3 million records: C2 does not pay off for so short a run.
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

    /**
     * Starts a broker with the defaults of {@code broker.properties}, as {@link #start(Path, Map)} does.
     */
    public static LocalBroker start(Path dir) throws IOException {
        return start(dir, Map.of());
    }

    /**
     * Starts a broker in {@code dir}, on a new port, with the topics that an earlier one left there.
     * Returns when it answers, which takes 4 to 5 s on two cores.
     *
     * @param dir created if absent; no other broker may be running in it
     * @param overrides broker properties that win over those of {@code broker.properties};
     *     {@code listeners} are added to the broker's own
     * @throws IOException if the broker ends, or does not answer within 120 s; the message has the end of
     *     its log
     */
    public static LocalBroker start(Path dir, Map<String, String> overrides) throws IOException {
        Files.createDirectories(dir);
        LocalBroker broker = new LocalBroker(dir.toAbsolutePath(), LoopbackPorts.free());
        BrokerProperties.write(broker.propertiesFile(), broker.dir, broker.port, overrides);
        broker.launch();
        return broker;
    }

    /** The address for clients, as {@code host:port}; unchanged by {@link #restart()}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The id of the broker's process; another one after {@link #restart()}. */
    public long pid() {
        return process.pid();
    }

    /**
     * Creates a topic and returns when clients can use all its partitions.
     *
     * @throws IOException if the broker refuses, for instance because the topic exists, or does not answer
     *     within 30 s
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) throws IOException {
        try (BrokerAdmin admin = new BrokerAdmin(bootstrapServers())) {
            admin.createTopic(name, partitions, configs);
        }
    }

    /** Kills the process with SIGKILL, as a crash would, and returns when it is gone. The data stays. */
    public void kill() {
        process.kill();
    }

    /**
     * Starts the broker again on the same port and data, after {@link #kill()} or {@link #close()}. Returns
     * when it answers, after about 5 s.
     *
     * @throws IOException as {@link #start(Path, Map)} does
     */
    public void restart() throws IOException {
        close();
        launch();
    }

    /** Stops the process, within about half a second, or kills it after 15 s. The folder stays. */
    @Override
    public void close() {
        process.stop(STOP_TIMEOUT);
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

    /** Waits for the port before it connects a client, so that no client logs failed attempts. */
    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isListening()) {
            if (process.awaitEnd(RETRY)) {
                throw new IOException("its process has ended");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it does not listen after " + START_TIMEOUT.toSeconds() + " s");
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
