package dev.hotshard.config;

import java.util.List;

/** Thrown for options that are unknown, missing or invalid. The message has a line for each. */
public final class InvalidOptionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param problems what is wrong, a line each */
    public InvalidOptionsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
