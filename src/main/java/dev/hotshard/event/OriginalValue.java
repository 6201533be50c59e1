package dev.hotshard.event;

import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Splice;
import java.nio.charset.StandardCharsets;

/** The value that a rewritten one had before, made from the members that the rewrite added. */
final class OriginalValue {

    private static final byte[] QUOTED_ID_NAME = "\"distinct_id\"".getBytes(StandardCharsets.US_ASCII);

    private OriginalValue() {}

    /**
     * Puts name and id back and cuts the members that held them.
     *
     * @param scanner has scanned {@code value} and found both members
     */
    static byte[] of(byte[] value, EventScanner scanner) {
        long name = scanner.originalEvent();
        long id = scanner.originalId();
        Splice splice = new Splice(value).replace(scanner.event(), name);
        if (scanner.distinctId() == Span.NONE) {
            splice.replace(Members.nameOf(value, id), QUOTED_ID_NAME);
            cutMember(splice, value, name, 0);
        } else {
            splice.replace(scanner.distinctId(), id);
            boolean nameFirst = Span.start(name) < Span.start(id);
            int cut = cutMember(splice, value, nameFirst ? name : id, 0);
            cutMember(splice, value, nameFirst ? id : name, cut);
        }
        return splice.bytes();
    }

    /**
     * Cuts a member and the comma before it, or the comma after it if no member is left before it.
     *
     * @param from the end of the previous cut
     * @return the end of this cut
     */
    private static int cutMember(Splice splice, byte[] value, long member, int from) {
        int start = Span.start(Members.nameOf(value, member));
        int before = start - 1;
        while (isSpace(value[before])) {
            before--;
        }
        int end = Span.end(member);
        if (value[before] == ',' && before >= from) {
            splice.cut(before, end);
            return end;
        }
        while (value[end] != ',') {
            end++;
        }
        do {
            end++;
        } while (isSpace(value[end]));
        splice.cut(start, end);
        return end;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
