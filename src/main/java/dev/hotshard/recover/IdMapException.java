package dev.hotshard.recover;

import java.io.IOException;

/** Thrown if a table of ids cannot be used. The message is for the user and says where and why. */
public final class IdMapException extends IOException {

    private static final long serialVersionUID = 1L;

    IdMapException(String message, IOException cause) {
        super(message, cause);
    }
}
