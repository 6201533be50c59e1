package dev.hotshard.testkit.reference;

import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import java.time.LocalDate;

/**
 * What the contract says of one record, as {@link ReferenceReader} works it out.
 *
 * @param reason why it is a dead letter whatever came before it, null if it is none; then all behind is
 *     absent
 * @param members where its members lie
 * @param key what it is counted under, null if it is never counted
 * @param timeFellBack whether the date is not that of its own {@code time}
 * @param tooDeepRewritten whether only the rewrite would nest it deeper than is allowed
 * @param reserved whether it cannot be rewritten for a name that it bears
 * @param eventName the text of {@code event}, null if it is never counted
 * @param counterKey the counter key in hexadecimal digits, null if it is never counted
 * @param scatterKey the scatter key
 * @param rewritten the value once rewritten, null if it is never counted or reserved
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
