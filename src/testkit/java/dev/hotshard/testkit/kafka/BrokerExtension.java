package dev.hotshard.testkit.kafka;

import static org.awaitility.Awaitility.await;

import dev.hotshard.cli.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Kafka broker for tests, with a temporary folder: one for the whole class if registered in a static field,
 * one for each test if registered in an instance field.
 *
 * <p>It starts before the class's own set-up methods and stops after its tear-down methods, even if tests
 * fail; the folder is then deleted. Not for concurrent tests.
 */
public final class BrokerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Overrides overrides;

    private Path folder;
    private LocalBroker broker;
    private boolean forOneTest;

    /** Makes broker properties that win over the defaults. */
    @FunctionalInterface
    public interface Overrides {
        /** @param folder the temporary folder, for files that the properties name */
        Map<String, String> in(Path folder) throws Exception;
    }

    /** A broker with the defaults of local brokers. */
    public BrokerExtension() {
        this(Map.of());
    }

    /** @param overrides broker properties that win over the defaults */
    public BrokerExtension(Map<String, String> overrides) {
        this(folder -> overrides);
    }

    /** @param overrides called once per broker, just before it starts */
    public BrokerExtension(Overrides overrides) {
        this.overrides = overrides;
    }

    /** The temporary folder; tests may use any name in it but {@code broker}. */
    public Path folder() {
        return folder;
    }

    /** The address for clients, as {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates a topic and returns when every client can use it. */
    public void createTopic(String name, int partitions, Map<String, String> configs) throws IOException {
        broker.createTopic(name, partitions, configs);
    }

    /** Creates the topics of a job, as {@link JobTopics#create} does. */
    public JobTopics createJobTopics(String job, int partitions) throws IOException {
        return createJobTopics(job, partitions, Map.of(), Map.of());
    }

    /** Creates the topics of a job, with settings for input and output. */
    public JobTopics createJobTopics(String job, int partitions, Map<String, String> input, Map<String, String> output)
            throws IOException {
        return JobTopics.create(broker, job, partitions, input, output);
    }

    /** Deletes a topic and creates it again, empty. */
    public void recreateTopic(String name, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(Set.of(name)).all().get();
            await("deletion of " + name)
                    .until(() -> !admin.listTopics().names().get().contains(name));
        }
        createTopic(name, partitions, Map.of());
    }

    /** A new admin client, to be closed by the caller. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** A new producer of bytes, to be closed by the caller. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A new producer of texts, to be closed by the caller. */
    public KafkaProducer<String, String> textProducer(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /** A new reader of a topic, to be closed by the caller. */
    public CommittedReader reader(String topic) {
        return CommittedReader.start(bootstrapServers(), topic, count -> {});
    }

    /** The number of committed records in a topic. */
    public int count(String topic) throws Exception {
        try (CommittedReader reader = reader(topic)) {
            return reader.readToEnd().size();
        }
    }

    /** The process id of the broker. */
    public long pid() {
        return broker.pid();
    }

    /** Kills the broker, as a crash would; {@link #restart} brings it back. */
    public void kill() {
        broker.kill();
    }

    /** Starts the broker again, on the same port and data. */
    public void restart() throws IOException {
        broker.restart();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (broker == null) {
            forOneTest = true;
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (forOneTest) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stop();
    }

    private void start() throws Exception {
        folder = Files.createTempDirectory("hotshard-");
        broker = LocalBroker.start(folder.resolve("broker"), overrides.in(folder));
    }

    private void stop() throws IOException {
        try {
            if (broker != null) {
                broker.close();
            }
        } finally {
            broker = null;
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
