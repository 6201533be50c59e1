package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * The result of a command line that ran in this process.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error, without logs
 */
record CommandRun(int exit, String out, String err) {

    /** Runs a command with empty standard input. */
    static CommandRun of(String... args) {
        return reading("", args);
    }

    /** Runs a command whose words are separated by spaces, with empty standard input. */
    static CommandRun ofLine(String line) {
        return of(line.split(" "));
    }

    /** Runs a command with the given text as standard input. */
    static CommandRun reading(String input, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        System.setOut(new PrintStream(printed, true, UTF_8));
        System.setErr(new PrintStream(complained, true, UTF_8));
        try {
            int exit = Main.run(new Main(), args);
            return new CommandRun(exit, printed.toString(UTF_8), complained.toString(UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}
