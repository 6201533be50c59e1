package dev.hotshard.cli;

/**
 * Reports a failure that the message alone explains to the user: no stack trace is printed, and the exit code
 * is 1.
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
