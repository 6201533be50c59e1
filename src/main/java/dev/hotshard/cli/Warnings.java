package dev.hotshard.cli;

/** Warnings to the user on standard error. */
final class Warnings {

    private Warnings() {}

    static void print(String warning) {
        System.err.println("warning: " + warning);
    }
}
