package dev.hotshard.rules;

import dev.hotshard.event.json.Elements;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Span;
import dev.hotshard.event.json.Utf8;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The members of one object of a rule, by name. Notes each problem and carries on, so that a person sees all
 * of them at once. A member that is absent or wrong is null.
 */
final class RuleMembers {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int SHOWN = 64;

    private final byte[] json;
    private final String path;
    private final List<String> problems;
    private final Map<String, Long> unread = new LinkedHashMap<>();
    private final Map<String, Long> all = new LinkedHashMap<>();

    /**
     * @param json JSON that a scanner has validated
     * @param object the span of an object
     * @param path what precedes the names of members in problems
     * @param problems where to note them
     */
    RuleMembers(byte[] json, long object, String path, List<String> problems) {
        this.json = json;
        this.path = path;
        this.problems = problems;
        for (Members members = new Members().of(json, object); members.next(); ) {
            String name = text(members.name());
            if (all.put(name, members.value()) != null) {
                problems.add(path + shown(name) + " occurs twice");
            }
        }
        unread.putAll(all);
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    /** A string. */
    String string(String name) {
        Long span = unread.remove(name);
        if (span == null) {
            return null;
        }
        return JsonText.isString(json, span) ? text(span) : expected(name, "a string");
    }

    /** A string that is not empty. */
    String nonEmpty(String name) {
        String string = string(name);
        return string != null && string.isEmpty() ? expected(name, "a string that is not empty") : string;
    }

    /** The text of a string that is not empty, or of a number as it is spelled. */
    String idText(String name) {
        Long span = unread.remove(name);
        if (span == null) {
            return null;
        }
        return JsonText.isName(json, span) ? text(span) : expected(name, "a number, or a string that is not empty");
    }

    Long wholeNumber(String name, long min, long max) {
        Long span = unread.remove(name);
        if (span == null) {
            return null;
        }
        Long number = wholeNumber(span);
        return number != null && number >= min && number <= max
                ? number
                : expected(name, "a whole number from %d to %d".formatted(min, max));
    }

    /** A power of two, spelled as a whole number; null, and no problem is noted, if it is anything else. */
    Integer powerOfTwo(String name, int max) {
        Long number = wholeNumber(unread.getOrDefault(name, Span.NONE));
        unread.remove(name);
        return number != null && number >= 1 && number <= max && Long.bitCount(number) == 1 ? number.intValue() : null;
    }

    /** The number at a span; null if it is not spelled as a whole one, or is beyond the range of a long. */
    private Long wholeNumber(long span) {
        String spelled = JsonText.isNumber(json, span) ? text(span) : "";
        try {
            return WHOLE_NUMBER.matcher(spelled).matches() ? Long.valueOf(spelled) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    Boolean flag(String name) {
        Long span = unread.remove(name);
        if (span == null) {
            return null;
        }
        return switch (JsonText.isString(json, span) ? "" : text(span)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> expected(name, "true or false");
        };
    }

    LocalDate date(String name) {
        String string = string(name);
        if (string == null) {
            return null;
        }
        try {
            if (DATE.matcher(string).matches()) {
                return LocalDate.parse(string);
            }
        } catch (DateTimeParseException e) {
            // The 30th of February.
        }
        return expected(name, "a date such as 2026-11-27");
    }

    RuleMembers object(String name) {
        Long span = unread.remove(name);
        if (span == null) {
            return null;
        }
        return json[Span.start(span)] == '{'
                ? new RuleMembers(json, span, path + name + ".", problems)
                : expected(name, "an object");
    }

    /** Marks a member as read, because another problem covers it. */
    void ignore(String name) {
        unread.remove(name);
    }

    /** Notes a problem with a member. Returns null, for use as its value. */
    <T> T expected(String name, String what) {
        problems.add(path + name + ": expected " + what);
        return null;
    }

    /** Notes a problem that is not one of a single member's type. */
    void problem(String text) {
        problems.add(text);
    }

    /** Notes each member that nobody has read. */
    void refuseOthers() {
        unread.keySet().forEach(name -> problems.add(path + shown(name) + " is not a member of a rule"));
    }

    boolean isString(String name) {
        Long span = all.get(name);
        return span != null && JsonText.isString(json, span);
    }

    /** The numbers of an array; null if the member is absent, no array, or has other elements. */
    List<Double> numbers(String name) {
        Long span = unread.remove(name);
        if (span == null || json[Span.start(span)] != '[') {
            return null;
        }
        List<Double> numbers = new ArrayList<>();
        for (Elements elements = new Elements(json, span); elements.next(); ) {
            if (!JsonText.isNumber(json, elements.value())) {
                return null;
            }
            numbers.add(Double.valueOf(text(elements.value())));
        }
        return List.copyOf(numbers);
    }

    private String text(long span) {
        byte[] text = JsonText.bytes(json, span);
        return Utf8.toString(text, text.length);
    }

    private static String shown(String name) {
        return name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
    }
}
