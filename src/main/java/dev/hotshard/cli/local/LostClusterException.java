package dev.hotshard.cli.local;

/** A local cluster that can run nothing more. Its message is for the user. */
public final class LostClusterException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LostClusterException(String message) {
        super(message);
    }
}
