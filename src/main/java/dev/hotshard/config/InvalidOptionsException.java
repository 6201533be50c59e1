package dev.hotshard.config;

import java.util.List;

/** Options that are unknown, missing or out of range. The message tells a person, a line for each. */
public final class InvalidOptionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidOptionsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
