package dev.hotshard.flink;

import java.util.List;

/**
 * Thrown if the counts to resume from were kept under options that gave their keys another meaning. The
 * message names the options and the user's choices.
 */
public final class ChangedKeySpecException extends Exception {

    private static final long serialVersionUID = 1L;

    ChangedKeySpecException(List<String> changes) {
        super("the counts to resume from mean something else under these options: " + String.join("; ", changes)
                + ". Restore the old values, or set hotshard.forget-changed-state to true to start counting from zero");
    }
}
