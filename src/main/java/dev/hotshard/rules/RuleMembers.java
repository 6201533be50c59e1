package dev.hotshard.rules;

import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import dev.hotshard.event.json.Utf8;
import java.nio.charset.StandardCharsets;
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
    /** Enough to tell numbers from all else in valid JSON. */
    private static final Pattern NUMBER = Pattern.compile("[-+.eE0-9]+");

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
        String spelled = JsonText.isNumber(json, span) ? text(span) : "";
        if (WHOLE_NUMBER.matcher(spelled).matches()) {
            try {
                long number = Long.parseLong(spelled);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Beyond any bound.
            }
        }
        return expected(name, "a whole number from %d to %d".formatted(min, max));
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
        boolean object = text(span).startsWith("{") && !JsonText.isString(json, span);
        return object ? new RuleMembers(json, span, path + name + ".", problems) : expected(name, "an object");
    }

    /** The member as it is spelled. */
    byte[] spelled(String name) {
        Long span = unread.remove(name);
        return span == null ? null : JsonText.spelled(json, span);
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

    /** Reads an array of numbers. Returns null if the JSON is anything else. */
    static List<Double> numbers(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("[")) {
            return null;
        }
        String inside = text.substring(1, text.length() - 1).strip();
        if (inside.isEmpty()) {
            return List.of();
        }
        List<Double> numbers = new ArrayList<>();
        for (String item : inside.split(",")) {
            if (!NUMBER.matcher(item.strip()).matches()) {
                return null;
            }
            numbers.add(Double.valueOf(item.strip()));
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
