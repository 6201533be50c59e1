package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.TopicRole;
import dev.hotshard.recover.RestoreSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The options that a restore must keep until it is done, with their values as text. */
final class RestoreFingerprint {

    private RestoreFingerprint() {}

    /** The values by name. Reads the table of ids, if there is one. */
    static Map<String, String> of(KafkaTopics topics, RestoreSpec spec) throws IOException {
        Map<String, String> options = new TreeMap<>();
        TopicRole.of(JobCommand.RESTORE).forEach(role -> options.put(role.flag(), String.valueOf(topics.topic(role))));
        options.put("--distinct-id", quoted(spec.filter().distinctIds()));
        options.put("--event", quoted(spec.filter().events()));
        options.put("--project", quoted(spec.filter().projects()));
        options.put("--since", String.valueOf(spec.filter().since()));
        options.put("--until", String.valueOf(spec.filter().until()));
        options.put("--id-from", String.valueOf(spec.idFrom()));
        options.put("--id-map", spec.idMap() == null ? "null" : spec.idMap() + " " + sha256(Path.of(spec.idMap())));
        options.put("--insert-id", spec.deriveInsertIds() ? "derive" : "keep");
        options.putAll(spec.keySpec().fingerprint());
        return options;
    }

    /** Identifies the content of a file, because the table may change between runs. */
    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Quotes texts, so that one with a comma differs from two. */
    private static String quoted(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList()
                .toString();
    }
}
