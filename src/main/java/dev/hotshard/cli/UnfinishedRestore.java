package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
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
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a restore from topic to topic has set out to do, kept beside its state until it is done: whoever
 * goes on must go on with the same, up to the same ends.
 *
 * @param id tells its transactions from those of other restores
 * @param range what is read
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
     * Takes up what the folder has, or begins.
     *
     * @param now the topic as it is now
     * @param endpoints its topics as they are now
     * @throws CommandException if the folder has something else
     */
    static UnfinishedRestore in(
            StateFolder folder, KafkaTopics topics, RestoreSpec rules, TopicRange now, Endpoints endpoints)
            throws IOException {
        Map<String, String> options = options(topics, rules);
        Path file = folder.file(FILE);
        if (Files.exists(file)) {
            return resume(file, options, now, endpoints);
        }
        if (folder.hasState()) {
            throw new CommandException("the state folder is that of another job: " + file.getParent());
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
                        "%s holds an unfinished restore with another %s (%s, now %s): go on with the same, or delete it"
                                .formatted(file.getParent(), name, before, value));
            }
        });
        refuseChanged(file, kept, endpoints);
        Map<Integer, Long> ends = new TreeMap<>();
        kept.stringPropertyNames().stream()
                .filter(name -> name.startsWith(END))
                .forEach(name ->
                        ends.put(Integer.valueOf(name.substring(END.length())), Long.valueOf(kept.getProperty(name))));
        TopicRange range = new TopicRange(kept.getProperty(CLUSTER), now.topic(), ends);
        if (!range.isIn(now)) {
            throw new CommandException(
                    ("%s holds an unfinished restore of another topic %s: this one is on another cluster, or was "
                                    + "made anew")
                            .formatted(file.getParent(), now.topic()));
        }
        return new UnfinishedRestore(kept.getProperty(ID), range);
    }

    private static void refuseChanged(Path file, Properties kept, Endpoints now) {
        Map<String, String> before = new TreeMap<>();
        kept.stringPropertyNames().stream()
                .filter(name -> name.startsWith(ENDPOINT))
                .forEach(name -> before.put(name.substring(ENDPOINT.length()), kept.getProperty(name)));
        Stream.of(now.read(), now.written())
                .flatMap(endpoints -> EndpointChange.between(before, endpoints).stream())
                .findFirst()
                .ifPresent(change -> {
                    throw new CommandException(
                            ("%s holds an unfinished restore with another %s: it was %s and is %s. Put it back, or "
                                            + "delete the folder and begin again")
                                    .formatted(file.getParent(), change.name(), change.before(), change.now()));
                });
    }

    private static Map<String, String> options(KafkaTopics topics, RestoreSpec rules) throws IOException {
        Map<String, String> options = new TreeMap<>();
        TopicRole.of(JobCommand.RESTORE).forEach(role -> options.put(role.flag(), String.valueOf(topics.topic(role))));
        options.put("--distinct-id", quoted(rules.choice().distinctIds()));
        options.put("--event", quoted(rules.choice().events()));
        options.put("--project", quoted(rules.choice().projects()));
        options.put("--since", String.valueOf(rules.choice().since()));
        options.put("--until", String.valueOf(rules.choice().until()));
        options.put("--id-from", String.valueOf(rules.idFrom()));
        options.put("--id-map", rules.idMap() == null ? "null" : rules.idMap() + " " + sha256(Path.of(rules.idMap())));
        options.put("--insert-id", rules.deriveInsertIds() ? "derive" : "keep");
        options.putAll(rules.keyRules().fingerprint());
        return options;
    }

    /** A table that was changed meanwhile is another one. */
    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** So that one text with a comma is not two. */
    private static String quoted(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList()
                .toString();
    }

    /** In one step: whoever is killed while it is written leaves none. */
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

    /** Whether a folder is that of a restore. */
    static boolean isIn(StateFolder folder) {
        return Files.exists(folder.file(FILE));
    }

    /** Where the job tells that it has gone through all. */
    static Path finishedFile(StateFolder folder) {
        return folder.file(FINISHED);
    }

    /** The report, if all is done: the run before was killed when it had only to say so. */
    Optional<RestoreReport> finished(StateFolder folder) throws IOException {
        Optional<CompletionFile> finished = CompletionFile.read(finishedFile(folder));
        // Whoever has that checkpoint still must go on from it, if only to commit what it holds.
        return finished.isPresent()
                        && folder.newestCheckpointId() < finished.get().checkpointId()
                ? finished.map(CompletionFile::report)
                : Optional.empty();
    }

    /**
     * Forgets it, once it is done. In this order: wherever it is cut off, what is left tells that it is
     * done, or nothing.
     */
    static void forget(StateFolder folder) throws IOException {
        folder.clear();
        Files.deleteIfExists(folder.file(FILE));
        Files.deleteIfExists(finishedFile(folder));
    }
}
