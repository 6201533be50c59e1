package dev.hotshard.cli;

import dev.hotshard.config.KafkaTopics;
import dev.hotshard.connect.kafka.TopicRange;
import dev.hotshard.flink.EndpointChange;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.recover.CompletionFile;
import dev.hotshard.recover.RestoreReport;
import dev.hotshard.recover.RestoreSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The plan of a restore from topic to topic, kept beside its state until the restore is done. A run that
 * resumes it must have the same options and topics, and reads up to the same end offsets.
 *
 * @param id distinguishes its transactions from those of other restores
 * @param range the range of the topic to read
 */
record UnfinishedRestore(String id, TopicRange range) {

    private static final String FILE = "restore.properties";
    private static final String FINISHED = "restore.finished";
    private static final String ID = "id";
    private static final String CLUSTER = "cluster";
    private static final String END = "end.";
    private static final String OPTION = "option.";
    private static final String ENDPOINT = "endpoint.";

    /**
     * Resumes the restore in the folder, or begins one.
     *
     * @param now the current range of the topic
     * @param endpoints the current topics
     * @throws CommandException if the folder belongs to another job, or to a restore that differs
     */
    static UnfinishedRestore in(
            StateFolder folder, KafkaTopics topics, RestoreSpec spec, TopicRange now, Endpoints endpoints)
            throws IOException {
        Map<String, String> options = RestoreFingerprint.of(topics, spec);
        Path file = folder.file(FILE);
        if (Files.exists(file)) {
            return resume(file, options, now, endpoints);
        }
        if (folder.hasState()) {
            throw new CommandException("the state folder belongs to another job: " + file.getParent());
        }
        Files.deleteIfExists(finishedFile(folder));
        UnfinishedRestore begun =
                new UnfinishedRestore(UUID.randomUUID().toString().substring(0, 8), now);
        begun.write(file, options, endpoints);
        return begun;
    }

    private static UnfinishedRestore resume(Path file, Map<String, String> options, TopicRange now, Endpoints endpoints)
            throws IOException {
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        options.forEach((name, value) -> {
            String before = kept.getProperty(OPTION + name);
            if (!value.equals(before)) {
                throw new CommandException(
                        ("%s holds an unfinished restore with another %s (%s, now %s): use the same value, or "
                                        + "delete the folder")
                                .formatted(file.getParent(), name, before, value));
            }
        });
        refuseChanged(file, kept, endpoints);
        Map<Integer, Long> ends = new TreeMap<>();
        entries(kept, END).forEach((partition, end) -> ends.put(Integer.valueOf(partition), Long.valueOf(end)));
        TopicRange range = new TopicRange(kept.getProperty(CLUSTER), now.topic(), ends);
        if (!range.isIn(now)) {
            throw new CommandException(
                    ("%s holds an unfinished restore of another topic %s: this one is on another cluster, or was "
                                    + "recreated")
                            .formatted(file.getParent(), now.topic()));
        }
        return new UnfinishedRestore(kept.getProperty(ID), range);
    }

    private static void refuseChanged(Path file, Properties kept, Endpoints now) {
        Map<String, String> before = entries(kept, ENDPOINT);
        Stream.of(now.read(), now.written())
                .flatMap(endpoints -> EndpointChange.between(before, endpoints).stream())
                .findFirst()
                .ifPresent(change -> {
                    throw new CommandException(
                            ("%s holds an unfinished restore with another %s: it was %s and is now %s. Undo that, "
                                            + "or delete the folder and start over")
                                    .formatted(file.getParent(), change.name(), change.before(), change.now()));
                });
    }

    /** The properties whose names begin with a prefix, by the rest of the name. */
    private static Map<String, String> entries(Properties kept, String prefix) {
        Map<String, String> entries = new TreeMap<>();
        kept.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> entries.put(name.substring(prefix.length()), kept.getProperty(name)));
        return entries;
    }

    /** Writes atomically: a killed process leaves no partial file. */
    private void write(Path file, Map<String, String> options, Endpoints endpoints) throws IOException {
        Properties kept = new Properties();
        kept.setProperty(ID, id);
        kept.setProperty(CLUSTER, range.cluster());
        range.ends().forEach((partition, end) -> kept.setProperty(END + partition, end.toString()));
        options.forEach((name, value) -> kept.setProperty(OPTION + name, value));
        endpoints.read().forEach((flag, topic) -> kept.setProperty(ENDPOINT + flag, topic));
        endpoints.written().forEach((flag, topic) -> kept.setProperty(ENDPOINT + flag, topic));
        Path partial = file.resolveSibling(FILE + ".partial");
        try (OutputStream out = Files.newOutputStream(partial)) {
            kept.store(out, "An unfinished hotshard restore");
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether the folder holds an unfinished restore. */
    static boolean isIn(StateFolder folder) {
        return Files.exists(folder.file(FILE));
    }

    /** The file that the job writes once it has read everything. */
    static Path finishedFile(StateFolder folder) {
        return folder.file(FINISHED);
    }

    /** The report if all work is done, because the previous run was killed before it printed the report. */
    Optional<RestoreReport> finished(StateFolder folder) throws IOException {
        Optional<CompletionFile> finished = CompletionFile.read(finishedFile(folder));
        // While that checkpoint exists, the job must resume from it to commit its transactions.
        return finished.isPresent()
                        && folder.newestCheckpointId() < finished.get().checkpointId()
                ? finished.map(CompletionFile::report)
                : Optional.empty();
    }

    /**
     * Deletes the restore once it is done. The order matters: after a crash at any point, the files left say
     * that the restore is done, or nothing.
     */
    static void forget(StateFolder folder) throws IOException {
        folder.clear();
        Files.deleteIfExists(folder.file(FILE));
        Files.deleteIfExists(finishedFile(folder));
    }
}
