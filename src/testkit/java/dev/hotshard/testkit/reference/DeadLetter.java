package dev.hotshard.testkit.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Reason;
import dev.hotshard.event.Rejection;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import java.util.Arrays;
import java.util.List;

/**
 * A dead letter as it can be read back: the record, and the reason why it was rejected.
 *
 * @param input the name of the input
 */
public record DeadLetter(SourceRecord source, Rejection rejection, String input) {

    /** The headers that a dead letter has after those of the record, in order. */
    private static final List<String> NAMES = List.of(
            "hotshard-reason",
            "__connect.errors.topic",
            "__connect.errors.partition",
            "__connect.errors.offset",
            "__connect.errors.exception.message");

    /**
     * Reads a dead letter that is not truncated.
     *
     * @throws IllegalArgumentException if it is not a dead letter, or has further headers
     */
    public static DeadLetter read(OutputRecord record) {
        Headers headers = record.headers();
        int own = headers.size() - NAMES.size();
        String[] names = new String[headers.size()];
        byte[][] values = new byte[headers.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers.name(i);
            values[i] = headers.value(i);
        }
        List<String> last = Arrays.asList(names).subList(Math.max(0, own), names.length);
        if (record.route() != Route.DEAD_LETTERS || !last.equals(NAMES)) {
            throw new IllegalArgumentException(record.route() + " with headers " + Arrays.toString(names));
        }
        Reason reason = Reason.valueOf(text(values[own]));
        String message = text(values[own + 4]);
        if (!message.startsWith(reason + ": ")) {
            throw new IllegalArgumentException(message);
        }
        return new DeadLetter(
                new SourceRecord(
                        record.key(),
                        record.value(),
                        own == 0 ? Headers.NONE : new Headers(Arrays.copyOf(names, own), Arrays.copyOf(values, own)),
                        record.timestampMillis(),
                        Integer.parseInt(text(values[own + 2])),
                        Long.parseLong(text(values[own + 3]))),
                new Rejection(reason, message.substring((reason + ": ").length())),
                text(values[own + 1]));
    }

    private static String text(byte[] value) {
        return new String(value, UTF_8);
    }
}
