package dev.hotshard.rules;

import dev.hotshard.event.Mode;
import java.util.List;
import java.util.Map;

/** Reads the mode of a rule and its parameters. */
final class ModeMembers {

    private static final String MODE = "mode";
    private static final String SALTS = "salts";
    private static final String SCATTER = "scatter";
    private static final String KEEP_ONE_IN = "keep_one_in";
    private static final String PER_SECOND = "per_second";

    /** Each mode and the members that only it may have. */
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "rewrite", List.of(),
            "pass", List.of(),
            "observe", List.of(),
            "salt", List.of(SALTS),
            "divert", List.of(SCATTER),
            "sample", List.of(KEEP_ONE_IN),
            "limit", List.of(PER_SECOND));

    private static final List<String> ALL = List.of(SALTS, SCATTER, KEEP_ONE_IN, PER_SECOND);

    private final RuleMembers members;

    private ModeMembers(RuleMembers members) {
        this.members = members;
    }

    /** Returns the mode; {@link Mode#REWRITE} if there is none or it is wrong, which is then noted. */
    static Mode read(RuleMembers members) {
        return new ModeMembers(members).read();
    }

    private Mode read() {
        String name = members.has(MODE) ? members.string(MODE) : "rewrite";
        if (name == null || !PARAMETERS.containsKey(name)) {
            if (name != null) {
                members.expected(MODE, "rewrite, pass, observe, salt, divert, sample or limit");
            }
            // Not known, so neither is which parameters it has.
            ALL.forEach(members::ignore);
            return Mode.REWRITE;
        }
        Mode mode = of(name);
        for (String parameter : ALL) {
            if (members.has(parameter) && !PARAMETERS.get(name).contains(parameter)) {
                members.ignore(parameter);
                members.problem(parameter + " has no meaning in mode " + name);
            }
        }
        return mode;
    }

    private Mode of(String name) {
        return switch (name) {
            case "pass" -> new Mode.Pass();
            case "observe" -> new Mode.Observe();
            case "salt" -> new Mode.Salt(salts());
            case "divert" -> new Mode.Divert(Boolean.TRUE.equals(members.flag(SCATTER)));
            case "sample" -> new Mode.Sample(required(KEEP_ONE_IN, 2, Mode.Sample.MAX_KEEP_ONE_IN));
            case "limit" -> new Mode.Limit(required(PER_SECOND, 1, Integer.MAX_VALUE));
            default -> Mode.REWRITE;
        };
    }

    private int required(String name, int min, int max) {
        if (!members.has(name)) {
            members.problem(name + " is missing: the mode needs it");
            return min;
        }
        Long number = members.wholeNumber(name, min, max);
        return number == null ? min : number.intValue();
    }

    private int salts() {
        boolean auto = members.isString(SALTS) && members.string(SALTS).equals("auto");
        if (auto || !members.has(SALTS)) {
            return Mode.Salt.AUTO;
        }
        Integer salts = members.powerOfTwo(SALTS, Mode.Salt.MAX_SALTS);
        if (salts != null) {
            return salts;
        }
        members.expected(SALTS, "\"auto\", or a power of two from 1 to " + Mode.Salt.MAX_SALTS);
        return Mode.Salt.AUTO;
    }
}
