package dev.hotshard.recover.breakdown;

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
 * Ids that name nobody: sent by a client that has no id at hand, or that sends the name of the variable
 * instead of its value.
 *
 * <p>They are compared by {@link PlaceholderSpelling}, hence regardless of case, quotes and separators. Also
 * recognized are the MD5, SHA-1 and SHA-256, in hexadecimal digits of either case, of the empty text and of
 * each placeholder as listed, in lower case and in upper case, bare or quoted.
 */
final class Placeholders {

    /** The documented spellings. */
    static final List<String> ALL = List.of("""
            user_id | userId | user-id | user id | uid | user | username | id | ID | distinct_id
            distinctId | $distinct_id | device_id | deviceId | $device_id | anonymous_id | anonymousId
            customer_id | customerId | client_id | clientId | session_id | email | your_user_id
            YOUR_USER_ID | your_distinct_id | <user_id> | {user_id} | {{user_id}} | ${user_id} | $user_id
            %user_id% | :user_id | [user_id] | 0 | -1 | 123 | 1234 | 12345 | 123456 | 00000000 | 0.0 | null
            (null) | <null> | NULL | undefined | none | None | nil | <nil> | NaN | n/a | N/A | na | empty
            (empty) | blank | not set | (not set) | not_set | unset | missing | default | unknown
            anonymous | anon | guest | visitor | nobody | test | testing | test_user | testuser | demo
            example | foo | true | false | string | Optional(nil) | [object Object] | object | [] | {} | ""
            '' | - | _ | . | ? | * | 00000000-0000-0000-0000-000000000000 | 00000000000000000000000000000000
            ffffffff-ffff-ffff-ffff-ffffffffffff | ffffffffffffffffffffffffffffffff | 02:00:00:00:00:00
            9774d56d682e549c | not_authenticated | unauthenticated | not logged in | logged out
            unidentified | unregistered | not available | not applicable | not found | not defined
            not provided | undef | no id | no user | no user id | no value | no data | null null
            undefined undefined | invalid | error | Infinity | void | \\N | #N/A | anonymous user
            guest user | unknown user | default user | test id | dummy | sample | placeholder | tbd | xxx
            opt out | opted out | Optional(null) | %s | %d | %@ | user.id | member_id | account_id
            visitor_id | profile_id | external_id | login | guid | uuid | name | 1234567 | 12345678
            123456789 | 1234567890 | test@test.com | test@example.com | user@example.com
            email@example.com""".split(" \\| |\n"));

    private static final Set<String> WORDS =
            Set.copyOf(ALL.stream().map(PlaceholderSpelling::word).distinct().toList());
    private static final Map<String, String> HASHES = hashes();

    private Placeholders() {}

    /** A description of the placeholder that an id is, or null if it is none. */
    static String describe(String distinctId) {
        String id = distinctId.strip();
        if (id.isEmpty()) {
            return "nothing but white space";
        }
        String word = PlaceholderSpelling.word(id);
        return WORDS.contains(word) || PlaceholderSpelling.isFiller(word)
                ? "'" + id + "' is a placeholder"
                : HASHES.get(word);
    }

    private static Map<String, String> hashes() {
        Map<String, String> hashes = new HashMap<>();
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            hashes.put(hash(algorithm, ""), "the " + algorithm + " of the empty text");
            for (String placeholder : ALL) {
                for (String text : List.of(placeholder, lower(placeholder), placeholder.toUpperCase(Locale.ROOT))) {
                    for (String spelled : List.of(text, '"' + text + '"', "'" + text + "'")) {
                        hashes.putIfAbsent(
                                hash(algorithm, spelled), "the " + algorithm + " of '" + spelled + "', a placeholder");
                    }
                }
            }
        }
        return hashes;
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
