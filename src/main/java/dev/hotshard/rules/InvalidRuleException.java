package dev.hotshard.rules;

import java.util.List;

/** A rule that is refused. Names everything that is wrong with it. */
public final class InvalidRuleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidRuleException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong with the rule: at least one sentence, none ended by a full stop. */
    public List<String> problems() {
        return problems;
    }
}
