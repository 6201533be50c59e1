package dev.hotshard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hotshard.event.HotEvent;
import dev.hotshard.testkit.generate.Events;
import java.util.Arrays;
import java.util.stream.Stream;

/** The input and output files of a restore. */
abstract class RestoreCommandFixture extends FileCommandFixture {

    /** Runs a restore into {@link #out} with the given words, separated by spaces. */
    CommandRun restore(String words, String... inputs) {
        Stream<String> choice = words.isEmpty() ? Stream.of() : Arrays.stream(words.split(" "));
        return CommandRun.of(Stream.of(Stream.of("restore", "--out", out.toString()), choice, Stream.of(inputs))
                .flatMap(word -> word)
                .toArray(String[]::new));
    }

    static String rewritten(String distinctId, int number) {
        return rewritten(event(distinctId, number));
    }

    static String rewritten(String original) {
        return new String(HotEvent.rewrite(Events.read(original)), UTF_8);
    }

    /** {@code times} lines with an event of this id. */
    static String repeated(String distinctId, int times) {
        return (rewritten(distinctId, 0) + "\n").repeat(times);
    }

    static void assertFailed(CommandRun run, String message) {
        assertFailed("restore", run, message);
    }
}
