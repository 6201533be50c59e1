package dev.hotshard.recover;

import java.io.IOException;

/** A table of ids cannot be used. The message tells a person where and why. */
public final class IdMapException extends IOException {

    private static final long serialVersionUID = 1L;

    IdMapException(String message, IOException cause) {
        super(message, cause);
    }
}
