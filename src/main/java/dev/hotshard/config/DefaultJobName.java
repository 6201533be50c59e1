package dev.hotshard.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Derives the default name of a job from its topics. The name is stable over restarts, known without a
 * broker, and different for jobs that differ in any topic. Consumer groups and transactional ids belong to
 * one cluster, so topic names suffice. All names have one length, so none is the beginning of another.
 */
final class DefaultJobName {

    /** The beginning of all default names. */
    static final String PREFIX = "hotshard";

    private static final int HASH_BYTES = 6;

    private DefaultJobName() {}

    /** @param topics always in the same order; null for a topic that is not set */
    static String of(String... topics) {
        MessageDigest hash = sha256();
        for (String topic : topics) {
            byte[] name = topic == null ? new byte[0] : topic.getBytes(UTF_8);
            // With their lengths: "ab", "c" is not "a", "bc".
            hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            hash.update(name);
        }
        return PREFIX + "-" + HexFormat.of().formatHex(hash.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
