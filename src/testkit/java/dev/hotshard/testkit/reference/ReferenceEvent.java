package dev.hotshard.testkit.reference;

import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import java.time.LocalDate;

/**
 * What the contract says about one record, as {@link ReferenceReader} works it out.
 *
 * @param reason why it is a dead letter whatever came before it, or null; if it is one, all other
 *     components
 *     are absent
 * @param members the spans of its members
 * @param key the key under which it is counted, null if it is exempt
 * @param timeFellBack whether the date is that of the timestamp or the clock, not of {@code time}
 * @param tooDeepRewritten whether only the rewrite would nest it deeper than is allowed
 * @param reserved whether it has a reserved property, so that it cannot be rewritten
 * @param eventName the text of {@code event}, null if it is exempt
 * @param counterKey the counter key in hexadecimal digits, null if it is exempt
 * @param scatterKey the scatter key
 * @param rewritten the value once rewritten, null if it is exempt or has a reserved property
 */
public record ReferenceEvent(
        SourceRecord source,
        Reason reason,
        ReferenceMembers members,
        Key key,
        boolean timeFellBack,
        boolean tooDeepRewritten,
        boolean reserved,
        String eventName,
        byte[] counterKey,
        byte[] scatterKey,
        byte[] rewritten) {

    /** The counter key in clear. */
    public record Key(String project, String distinctId, LocalDate date) {}

    /** Spans of the members that have a meaning. */
    public record ReferenceMembers(
            long event,
            long properties,
            long distinctId,
            long time,
            long insertId,
            long project,
            long originalEvent,
            long originalId) {}

    /** Whether it is counted. */
    public boolean isCounted() {
        return key != null;
    }
}
