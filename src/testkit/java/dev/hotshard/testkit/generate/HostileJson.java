package dev.hotshard.testkit.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates record values that are easy to misread: events in every spelling that JSON allows, with decoys
 * and duplicates, and values that are almost events or almost JSON. The same seed gives the same values.
 * Ids, projects and dates come from small pools, so that counter keys repeat. Values have about 250 bytes,
 * occasionally thousands. Not thread-safe.
 */
public final class HostileJson {

    private static final String[] IDS = {
        "alice", "bob", "user_id", "123", "1e2", "100", "", "\ud800", "😀", "日本語", "a\"b"
    };
    private static final String[] ID_NUMBERS = {"123", "1e2", "100", "-0", "0", "1.50", "123e0"};
    private static final String[] PROJECTS = {"", "p1", "123", "0f3a", "\udc00"};
    private static final String[] PROJECT_NUMBERS = {"123", "1.0"};
    private static final String[] EVENTS = {
        "Signed up",
        "Page view",
        "$hotshard_events",
        "$hotshard_record",
        "$hotshard_event",
        "$hotshard_events ",
        "",
        "e"
    };
    private static final String[] NEAR_NAMES = {
        "Event",
        "event ",
        "even",
        "properties\0",
        "Properties",
        "distinct_ie",
        "Distinct_id",
        "distinct_id2",
        "tim",
        "time\0",
        "Time",
        "times",
        "$insert_ie",
        "insert_id",
        "token2",
        "toke",
        "mp_original_event_nam",
        "mp_original_distinct_ie",
        "",
        "a",
        "ab",
        "\ud800",
        "\ufeffevent",
        "$city",
        "eight888",
        "seven77"
    };

    private final SplittableRandom random;
    private final ByteBuilder out = new ByteBuilder();
    private final HostileText text;
    private final HostileTime time;
    private final Mutator mutator;
    private final String projectProperty;

    public HostileJson(SplittableRandom random, String projectProperty) {
        this.random = random;
        this.projectProperty = projectProperty;
        text = new HostileText(random, out);
        time = new HostileTime(random);
        mutator = new Mutator(random);
    }

    /** The next value: about half are valid events. */
    public byte[] next() {
        spell(text.chance(100) ? 30 : 0);
        int kind = random.nextInt(1000);
        if (kind < 3) {
            return deep();
        } else if (kind < 30) {
            return noEvent();
        } else if (kind < 60) {
            return around(event());
        } else if (kind < 250) {
            return mutator.mutate(event());
        }
        return event();
    }

    /** A valid JSON object, mostly an event; may have duplicates, or nest deeper than allowed. */
    public byte[] nextObject() {
        spell(0);
        return event();
    }

    /**
     * A valid event of one of two ids. Its name is nested, by arrays, objects or both, about as deep as a
     * rewrite allows.
     */
    public byte[] nextDeepName() {
        out.clear().add("{\"event\":");
        int depth = 996 + random.nextInt(5);
        StringBuilder close = new StringBuilder();
        int arrays = text.any(0, 500, 1000);
        for (int i = 0; i < depth; i++) {
            boolean array = text.chance(arrays);
            boolean plain = !text.chance(20);
            out.add(array ? plain ? "[" : "[\"]\\\"[\"," : plain ? "{\"\":" : "{\"}\\\\\":[],\"{\":");
            close.append(array ? ']' : '}');
        }
        return out.add("1")
                .add(close.reverse().toString())
                .add(",\"properties\":{\"time\":1,\"distinct_id\":\"" + text.any("deep", "deeper") + "\"")
                .add(text.any("", "", "", ",\"mp_original_event_name\":1"))
                .add("}}")
                .bytes();
    }

    private void spell(int invalid) {
        text.invalid = invalid;
        text.escaped = text.any(0, 0, 0, 0, 0, 50, 50, 50, 300, 1000);
        text.spaced = text.any(0, 0, 0, 0, 100, 100, 500);
    }

    private byte[] event() {
        out.clear();
        text.space();
        event(0);
        text.space();
        return out.bytes();
    }

    private void event(int depth) {
        List<Runnable> members = new ArrayList<>();
        add(members, 960, 20, () -> member("event", this::eventName));
        add(members, 970, 15, () -> member("properties", () -> properties(depth)));
        add(members, 100, 0, () -> member(text.any("distinct_id", "time", "$insert_id", projectProperty), this::id));
        others(members, 2, depth);
        object(members);
    }

    private void properties(int depth) {
        if (text.chance(30)) {
            value(depth + 1);
            return;
        }
        List<Runnable> members = new ArrayList<>();
        add(members, 930, 15, () -> member("distinct_id", this::id));
        add(members, 900, 15, () -> member("time", this::time));
        add(members, 700, 15, () -> member("$insert_id", this::insertId));
        add(members, 800, 15, () -> member(projectProperty, this::project));
        add(members, 25, 200, () -> member("mp_original_event_name", this::eventName));
        add(members, 25, 200, () -> member("mp_original_distinct_id", this::id));
        others(members, 4, depth + 1);
        object(members);
    }

    private void add(List<Runnable> members, int chance, int again, Runnable member) {
        if (text.chance(chance)) {
            members.add(member);
            if (text.chance(again)) {
                members.add(member);
            }
        }
    }

    /** Members without a meaning: decoys and others. */
    private void others(List<Runnable> members, int most, int depth) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            members.add(() -> {
                text.string(text.any(NEAR_NAMES));
                colon();
                value(depth + 1);
            });
        }
    }

    private void object(List<Runnable> members) {
        out.add('{');
        text.space();
        while (!members.isEmpty()) {
            members.remove(random.nextInt(members.size())).run();
            text.space();
            if (!members.isEmpty() || text.chance(text.invalid / 3)) {
                out.add(text.chance(text.invalid / 3) ? ';' : ',');
                text.space();
            }
        }
        out.add(text.chance(text.invalid / 3) ? ']' : '}');
    }

    private void member(String name, Runnable value) {
        text.string(name);
        colon();
        value.run();
    }

    private void colon() {
        text.space();
        out.add(text.chance(text.invalid / 3) ? '=' : ':');
        text.space();
    }

    private void value(int depth) {
        int kind = random.nextInt(depth > 5 ? 9 : 13);
        if (kind < 4) {
            text.string();
        } else if (kind < 6) {
            text.number();
        } else if (kind < 9) {
            out.add(text.any("true", "false", "null"));
        } else if (kind == 9) {
            event(depth);
        } else if (kind == 10) {
            properties(depth);
        } else {
            array(depth);
        }
    }

    private void array(int depth) {
        out.add('[');
        text.space();
        for (int i = random.nextInt(4); i > 0; i--) {
            value(depth + 1);
            text.space();
            if (i > 1 || text.chance(text.invalid / 3)) {
                out.add(',');
                text.space();
            }
        }
        out.add(']');
    }

    private void eventName() {
        stringOr(900, EVENTS, () -> value(3));
    }

    private void id() {
        stringOr(800, IDS, () -> numberOr(700, ID_NUMBERS, () -> value(4)));
    }

    private void project() {
        stringOr(850, PROJECTS, () -> numberOr(600, PROJECT_NUMBERS, () -> value(4)));
    }

    private void insertId() {
        stringOr(300, EVENTS, text::string);
    }

    private void time() {
        if (text.chance(800)) {
            out.add(time.next());
        } else if (text.chance(700)) {
            text.string(text.any("", "", "", " ", "+", "0", "-")
                    + time.next()
                    + text.any("", "", "", "", " ", ".", "e", "\0"));
        } else {
            value(4);
        }
    }

    private void stringOr(int chance, String[] pool, Runnable other) {
        if (text.chance(chance)) {
            text.string(text.any(pool));
        } else {
            other.run();
        }
    }

    private void numberOr(int chance, String[] pool, Runnable other) {
        if (text.chance(chance)) {
            out.add(text.any(pool));
        } else {
            other.run();
        }
    }

    /** JSON or not, but not an object. */
    private byte[] noEvent() {
        out.clear();
        text.space();
        switch (random.nextInt(6)) {
            case 0 -> {}
            case 1 -> text.number();
            case 2 -> text.string();
            case 3 -> array(0);
            case 4 ->
                out.add(text.any(
                        "{", "[", "\"", "{}", "[]", "{}}", "[]]", "{}{}", "null", "nulll", "{]", "{\"a\"}", ","));
            default -> value(4);
        }
        text.space();
        return out.bytes();
    }

    /** Something before or after an event, or another encoding of it. */
    private byte[] around(byte[] event) {
        if (text.chance(100)) {
            return new String(event, StandardCharsets.UTF_8)
                    .getBytes(text.any(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE));
        }
        String[] nothing = {"\ufeff", "\0", ",", "x", "1", "{}", "\"", "[", "}", "\u00a0", "//", "null ", " ", "\n", ""
        };
        return out.clear()
                .add(text.chance(500) ? text.any(nothing) : "")
                .add(event)
                .add(text.any(nothing))
                .bytes();
    }

    /** An event with a member that is nested about as deep as allowed. */
    private byte[] deep() {
        int depth = 995 + random.nextInt(10);
        boolean objects = random.nextBoolean();
        String open = (objects ? text.any("{\"a\":", "{\"event\":", "{\"time\":") : "[").repeat(depth);
        String close = text.chance(50) ? "" : (objects ? "}" : "]").repeat(text.chance(50) ? depth + 1 : depth);
        String deep = open + (objects || random.nextBoolean() ? "1" : "") + close;
        String id = text.any("\"distinct_id\":1", "\"distinct_id\":1,\"distinct_id\":2", "\"distinct_id\":" + deep);
        return text.any(
                        deep,
                        "{\"event\":" + deep + ",\"properties\":{" + id + "}}",
                        "{\"properties\":{" + id + ",\"a\":" + deep + "},\"event\":\"e\"}",
                        "{\"x\":" + deep + ",\"properties\":{" + id + "},\"event\":0}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
