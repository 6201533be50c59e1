package dev.hotshard.rules;

import dev.hotshard.event.Headers;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The criteria of a rule. An event must meet each that is not null; texts are compared after decoding, and a
 * lone surrogate is one {@code char}.
 *
 * @param project the project; empty for events without one
 * @param distinctId the id
 * @param prefix the beginning of the id; null if {@code distinctId} is not
 * @param event the event name, which must be a string
 * @param header a header that the record must have
 */
public record RuleMatch(String project, String distinctId, String prefix, String event, Header header)
        implements Serializable {

    /**
     * A record header.
     *
     * @param name the name
     * @param value the value, in UTF-8
     */
    public record Header(String name, String value) implements Serializable {

        /** Whether any of the headers has this name and value. */
        boolean isIn(Headers headers) {
            for (int i = 0; i < headers.size(); i++) {
                if (headers.name(i).equals(name)
                        && Arrays.equals(headers.value(i), value.getBytes(StandardCharsets.UTF_8))) {
                    return true;
                }
            }
            return false;
        }
    }
}
