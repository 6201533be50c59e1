package dev.hotshard.breakdown;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Ids that name nobody: what a client sends that has no id at hand, or the name of the variable instead of its value. They
 * are compared in any case, without the white space around them. Also the MD5, SHA-1 and SHA-256, in hexadecimal digits of either case, of
 * the empty text and of each of them as it is listed, in lower case and in upper case.
 */
final class Placeholders {

    /** As they are documented. */
    static final List<String> ALL = List.of(
            "user_id", "userId", "user-id", "user id", "uid", "user", "username", "id", "ID", "distinct_id", "distinctId", "$distinct_id",
            "device_id", "deviceId", "$device_id", "anonymous_id", "anonymousId", "customer_id", "customerId", "client_id", "clientId",
            "session_id", "email", "your_user_id", "YOUR_USER_ID", "your_distinct_id", "<user_id>", "{user_id}", "{{user_id}}", "${user_id}",
            "$user_id", "%user_id%", ":user_id", "[user_id]",
            "0", "-1", "123", "1234", "12345", "123456", "00000000", "0.0",
            "null", "(null)", "<null>", "NULL", "undefined", "none", "None", "nil", "<nil>", "NaN", "n/a", "N/A", "na", "empty", "(empty)", "blank",
            "not set", "(not set)", "not_set", "unset", "missing", "default", "unknown", "anonymous", "anon", "guest", "visitor", "nobody",
            "test", "testing", "test_user", "testuser", "demo", "example", "foo", "true", "false", "string", "Optional(nil)",
            "[object Object]", "object", "[]", "{}", "\"\"", "''", "-", "_", ".", "?", "*",
            "00000000-0000-0000-0000-000000000000", "00000000000000000000000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "ffffffffffffffffffffffffffffffff", "02:00:00:00:00:00", "9774d56d682e549c");

    private static final Set<String> LOWER_CASE = Set.copyOf(ALL.stream().map(Placeholders::lower).distinct().toList());
    private static final Map<String, String> HASHES = hashes();

    private Placeholders() {}

    /** Which placeholder an id is, in words; null if it is none. */
    static String describe(String distinctId) {
        String id = lower(distinctId.strip());
        if (id.isEmpty()) {
            return "nothing but white space";
        }
        return LOWER_CASE.contains(id) ? "'" + distinctId.strip() + "' is a placeholder" : HASHES.get(id);
    }

    private static Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            hashes.put(hash(algorithm, ""), "the " + algorithm + " of the empty text");
            for (String placeholder : ALL) {
                for (String text : List.of(placeholder, lower(placeholder), placeholder.toUpperCase(Locale.ROOT))) {
                    hashes.put(hash(algorithm, text), "the " + algorithm + " of '" + text + "', a placeholder");
                }
            }
        }
        return hashes;
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
