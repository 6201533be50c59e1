package dev.hotshard.testkit.memory;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.ReadNotice;
import dev.hotshard.testkit.reference.ReferenceEvent.Key;
import dev.hotshard.testkit.reference.ReferenceOutcome;
import dev.hotshard.testkit.reference.ReferenceOutcome.Alert;
import dev.hotshard.testkit.reference.ReferenceOutcome.KeyValue;
import dev.hotshard.testkit.reference.ReferenceOutcome.Letter;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a job has written, in comparable form: how often each record occurs, byte for byte.
 *
 * @param admitted events of cold keys
 * @param scattered rewritten and exempt events
 * @param alerts the alerts
 * @param deadLetters rejected records and their reasons
 */
public record DetectionOutcome(
        Map<Out, Integer> admitted,
        Map<Out, Integer> scattered,
        Map<Opened, Integer> alerts,
        Map<Dead, Integer> deadLetters) {

    /** An event. */
    public record Out(KeyValue record, Headers headers, long timestampMillis) {
        static Out of(OutputRecord out) {
            return new Out(KeyValue.of(out.key(), out.value()), out.headers(), out.timestampMillis());
        }
    }

    /** An alert; of a long event name, only the beginning that is never cut. */
    public record Opened(Key key, String counterKey, long count, String eventName) {
        private static final int NEVER_CUT = DisplayText.MAX_BYTES / 4;

        static Opened of(ReadNotice notice) {
            Key key = new Key(notice.project().text(), notice.distinctId().text(), notice.eventDate());
            return new Opened(
                    key,
                    notice.key().toHex(),
                    notice.count(),
                    begin(notice.eventName().text()));
        }

        static Opened of(Map.Entry<Key, Alert> expected) {
            Alert alert = expected.getValue();
            return new Opened(expected.getKey(), alert.counterKey(), alert.count(), begin(alert.eventName()));
        }

        private static String begin(String name) {
            return name.substring(0, Math.min(NEVER_CUT, name.length()));
        }
    }

    /** A dead letter. */
    public record Dead(KeyValue source, Headers headers, long offset, String reason) {
        static Dead of(DeadLetter letter) {
            return of(new Letter(letter.source(), letter.rejection().reason()));
        }

        static Dead of(Letter letter) {
            return new Dead(
                    KeyValue.of(letter.source().key(), letter.source().value()),
                    letter.source().headers(),
                    letter.source().offset(),
                    letter.reason().name());
        }
    }

    /** Returns what was committed to these topics. */
    public static DetectionOutcome of(MemoryTopics topics) {
        return new DetectionOutcome(
                counts(topics.admitted().stream().map(Out::of)),
                counts(topics.scattered().stream().map(Out::of)),
                counts(topics.hotIds().stream().map(Opened::of)),
                counts(topics.deadLetters().stream().map(Dead::of)));
    }

    /** Returns what these runs together must write. */
    public static DetectionOutcome of(ReferenceOutcome... runs) {
        return new DetectionOutcome(
                counts(Stream.of(runs).flatMap(run -> run.admitted().stream()).map(Out::of)),
                counts(Stream.of(runs)
                        .flatMap(run -> Stream.concat(run.rewritten().stream(), run.exempt().stream()))
                        .map(Out::of)),
                counts(Stream.of(runs)
                        .flatMap(run -> run.alerts().entrySet().stream())
                        .map(Opened::of)),
                counts(Stream.of(runs)
                        .flatMap(run -> run.deadLetters().stream())
                        .map(Dead::of)));
    }

    private static <T> Map<T, Integer> counts(Stream<T> items) {
        return ReferenceOutcome.multiset(items.toList());
    }
}
