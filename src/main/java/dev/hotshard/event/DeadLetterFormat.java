package dev.hotshard.event;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Turns rejected records into dead letters: the original key, value and headers, plus headers with the
 * reason and the origin, named as in Kafka Connect. If the result is larger than the destination accepts,
 * truncates the value and, if that is not enough, drops key and original headers too. Headers then contain
 * the full length and the SHA-256 of the value.
 *
 * @param input the name of the input
 * @param limit the largest record that the destination accepts
 */
public record DeadLetterFormat(String input, RecordLimit limit) implements Serializable {

    private static final String REASON = "hotshard-reason";
    private static final String TOPIC = "__connect.errors.topic";
    private static final String PARTITION = "__connect.errors.partition";
    private static final String OFFSET = "__connect.errors.offset";
    private static final String MESSAGE = "__connect.errors.exception.message";
    private static final String VALUE_LENGTH = "hotshard-value-length";
    private static final String VALUE_SHA256 = "hotshard-value-sha256";
    private static final String DROPPED = "hotshard-dropped";

    /** Creates the dead letter of a rejected record. */
    public OutputRecord record(SourceRecord source, Rejection rejection) {
        byte[] value = source.value();
        Headers headers = describe(source.headers(), source, rejection);
        OutputRecord whole = letter(source, source.key(), value, headers);
        if (limit.fits(whole)) {
            return whole;
        }
        OutputRecord bare = letter(source, source.key(), null, describeValue(headers, value));
        if (!limit.fits(bare)) {
            Headers own = describeValue(describe(Headers.NONE, source, rejection), value);
            bare = letter(source, null, null, own.with(DROPPED, "key, headers"));
        }
        return value == null ? bare : letter(source, bare.key(), cut(value, limit.room(bare)), bare.headers());
    }

    private static OutputRecord letter(SourceRecord source, byte[] key, byte[] value, Headers headers) {
        return new OutputRecord(Route.DEAD_LETTERS, key, value, headers, source.timestampMillis());
    }

    private Headers describe(Headers headers, SourceRecord source, Rejection rejection) {
        return headers.with(REASON, rejection.reason().name())
                .with(TOPIC, input)
                .with(PARTITION, Integer.toString(source.partition()))
                .with(OFFSET, Long.toString(source.offset()))
                .with(MESSAGE, rejection.toString());
    }

    private static Headers describeValue(Headers headers, byte[] value) {
        return value == null
                ? headers
                : headers.with(VALUE_LENGTH, Integer.toString(value.length)).with(VALUE_SHA256, sha256(value));
    }

    private static byte[] cut(byte[] value, long room) {
        return Arrays.copyOf(value, (int) Math.max(0, Math.min(room, value.length)));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
