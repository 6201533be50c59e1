package dev.hotshard.event;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Recognizes the members of an event that have a meaning, by name and place. Names match after decoding
 * their escapes. Allocates only for names with escapes.
 */
final class MemberNames {

    static final int EVENT = 0;
    static final int PROPERTIES = 1;
    static final int DISTINCT_ID = 2;
    static final int TIME = 3;
    static final int INSERT_ID = 4;
    static final int PROJECT = 5;
    static final int ORIGINAL_EVENT = 6;
    static final int ORIGINAL_ID = 7;
    /** Any other member; also the number of those above. */
    static final int OTHER = 8;

    private static final byte[][] NAMES = new byte[OTHER][];

    static {
        NAMES[EVENT] = ascii("event");
        NAMES[PROPERTIES] = ascii("properties");
        NAMES[DISTINCT_ID] = ascii("distinct_id");
        NAMES[TIME] = ascii("time");
        NAMES[INSERT_ID] = ascii("$insert_id");
        NAMES[ORIGINAL_EVENT] = ascii(HotEvent.ORIGINAL_EVENT_NAME);
        NAMES[ORIGINAL_ID] = ascii(HotEvent.ORIGINAL_DISTINCT_ID);
    }

    private final byte[] projectName;

    MemberNames(String projectProperty) {
        projectName = projectProperty.getBytes(StandardCharsets.UTF_8);
    }

    /** The member of the outermost object whose name, without quotes, is at {@code start} to {@code end}. */
    static int topLevel(byte[] v, int start, int end, boolean escaped) {
        if (escaped) {
            byte[] name = decode(v, start, end);
            return Arrays.equals(name, NAMES[EVENT])
                    ? EVENT
                    : Arrays.equals(name, NAMES[PROPERTIES]) ? PROPERTIES : OTHER;
        }
        return is(v, start, end, NAMES[EVENT]) ? EVENT : is(v, start, end, NAMES[PROPERTIES]) ? PROPERTIES : OTHER;
    }

    /** The member of {@code properties} whose name, without quotes, is at {@code start} to {@code end}. */
    int property(byte[] v, int start, int end, boolean escaped) {
        if (escaped) {
            byte[] name = decode(v, start, end);
            return property(name, 0, name.length);
        }
        return property(v, start, end);
    }

    private int property(byte[] text, int start, int end) {
        int member = switch (end - start) {
            case 4 -> TIME;
            case 10 -> INSERT_ID;
            case 11 -> DISTINCT_ID;
            case 22 -> ORIGINAL_EVENT;
            case 23 -> ORIGINAL_ID;
            default -> OTHER;
        };
        if (member != OTHER && is(text, start, end, NAMES[member])) {
            return member;
        }
        return is(text, start, end, projectName) ? PROJECT : OTHER;
    }

    /** A plain loop: names are too short to pay for the setup of a range comparison. */
    private static boolean is(byte[] text, int start, int end, byte[] name) {
        if (end - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (text[start + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] decode(byte[] v, int start, int end) {
        return JsonText.bytes(v, Span.of(start - 1, end + 1));
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
