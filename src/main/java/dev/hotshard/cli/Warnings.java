package dev.hotshard.cli;

/** Warnings to the user on standard error. */
final class Warnings {

    private Warnings() {}

    static void print(String warning) {
        System.err.println("warning: " + warning);
    }

    static void print(String format, Object... values) {
        print(format.formatted(values));
    }
}
