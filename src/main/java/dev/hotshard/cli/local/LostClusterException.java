package dev.hotshard.cli.local;

/** Thrown when the local cluster cannot run anything any more. The message is for the user. */
public final class LostClusterException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LostClusterException(String message) {
        super(message);
    }
}
