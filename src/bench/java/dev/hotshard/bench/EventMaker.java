package dev.hotshard.bench;

import dev.hotshard.testkit.generate.MixpanelEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Generates events like {@link MixpanelEvents}, the same for the same number in every run. All events of an id
 * have one event date, so there are as many counter keys as ids. One id in 1024 sends malformed events, and
 * another one sends events without an id.
 *
 * <p>An event costs a copy of its bytes and 15 digits: it is one of 1024 prepared events with its id and insert
 * id filled in.
 */
final class EventMaker {

    /** The timestamp of all records. */
    static final long TIMESTAMP_MILLIS = 1_618_704_000_000L;

    private static final int PREPARED = 1024;
    private static final int MALFORMED = PREPARED - 1;
    private static final int WITHOUT_ID = PREPARED - 2;
    private static final int ID_DIGITS = 7;
    private static final int INSERT_ID_DIGITS = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Keys keys;
    private final byte[][] prepared = new byte[PREPARED][];
    private final int[] idAt = new int[PREPARED];
    private final int[] insertIdAt = new int[PREPARED];

    EventMaker(Keys keys) {
        this.keys = keys;
        MixpanelEvents events = new MixpanelEvents(1, keys.ids());
        for (int i = 0; i < PREPARED; i++) {
            byte[] event = events.next("user-" + "0".repeat(ID_DIGITS) + "@example.com");
            // One char per byte, so that positions in the string are positions in the bytes.
            String text = new String(event, StandardCharsets.ISO_8859_1);
            idAt[i] = text.indexOf("user-") + "user-".length();
            insertIdAt[i] = text.indexOf("$insert_id") + "$insert_id\":\"".length();
            prepared[i] = i == MALFORMED
                    ? Arrays.copyOf(event, event.length - 1)
                    : i == WITHOUT_ID
                            ? text.replace("distinct_id", "anonymous__").getBytes(StandardCharsets.ISO_8859_1)
                            : event;
        }
    }

    /** The id of the event with this number. */
    int id(long number) {
        return keys.id(mix(number));
    }

    /** The value of the event with this number, in a new array. */
    byte[] value(long number) {
        return value(id(number), number);
    }

    /** The value of the event with this number, but with the given id, in a new array. */
    byte[] value(int id, long number) {
        long random = mix(number);
        int which = id % PREPARED;
        byte[] value = prepared[which].clone();
        int first = idAt[which];
        for (int at = first + ID_DIGITS - 1; at >= first; at--) {
            value[at] = (byte) ('0' + id % 10);
            id /= 10;
        }
        for (int i = 0; i < INSERT_ID_DIGITS; i++) {
            value[insertIdAt[which] + i] = HEX[(int) (random >>> 4 * i) & 15];
        }
        return value;
    }

    /** Stafford's mix 13: adjacent numbers give unrelated bits. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
