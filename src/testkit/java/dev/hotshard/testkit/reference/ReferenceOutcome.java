package dev.hotshard.testkit.reference;

import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The expected result of a run.
 *
 * @param admitted events of cold keys, as they leave
 * @param exempt exempt events, as they leave
 * @param rewritten events of hot keys, as they leave
 * @param alerts one for each key that became hot
 * @param deadLetters rejected records
 */
public record ReferenceOutcome(
        List<OutputRecord> admitted,
        List<OutputRecord> exempt,
        List<OutputRecord> rewritten,
        Map<Key, Alert> alerts,
        List<Letter> deadLetters) {

    /**
     * An alert.
     *
     * @param counterKey the record key, 32 hexadecimal digits
     * @param count the number of the crossing event
     * @param eventName the name of the crossing event, not truncated
     */
    public record Alert(String counterKey, long count, String eventName) {}

    /** A dead letter. */
    public record Letter(SourceRecord source, Reason reason) {

        /** Its value, byte for byte, and its reason. */
        public KeyValue reasonAndValue() {
            return new KeyValue(reason.name(), KeyValue.text(source.value()));
        }
    }

    /** A record that can be compared: each byte is a {@code char}, null is null. */
    public record KeyValue(String key, String value) {

        public static KeyValue of(byte[] key, byte[] value) {
            return new KeyValue(text(key), text(value));
        }

        public static String text(byte[] bytes) {
            return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    ReferenceOutcome() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** All events that leave, as a multiset: the number of times each occurs. */
    public Map<KeyValue, Integer> events() {
        return multiset(Stream.of(admitted, exempt, rewritten)
                .flatMap(List::stream)
                .map(record -> KeyValue.of(record.key(), record.value()))
                .toList());
    }

    /** All dead letters as a multiset, by reason and value. */
    public Map<KeyValue, Integer> letters() {
        return multiset(deadLetters.stream().map(Letter::reasonAndValue).toList());
    }

    /** The number of times each item occurs; two such maps compare in linear time. */
    public static <T> Map<T, Integer> multiset(Collection<T> items) {
        Map<T, Integer> counts = new HashMap<>();
        items.forEach(item -> counts.merge(item, 1, Integer::sum));
        return counts;
    }
}
