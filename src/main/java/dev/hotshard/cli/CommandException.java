package dev.hotshard.cli;

/**
 * A command failed for a reason that its user can understand: the message, without a stack trace, and exit
 * code 1.
 */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
