package dev.hotshard.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command line as UTF-8, whatever the locale. A JVM decodes its arguments by the locale's
 * charset, so that under {@code LC_ALL=C} an id that is not ASCII would become another one.
 */
final class ProgramArguments {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char REPLACEMENT = '\ufffd';

    private ProgramArguments() {}

    /**
     * The arguments of this process's {@code main}, or of a program that it was told to run with them at
     * the end of its own.
     *
     * @param decoded the arguments as the JVM has decoded them
     * @throws MalformedArgumentException if one is not UTF-8, or was mangled and the system does not tell
     *     its bytes
     */
    static String[] utf8(String[] decoded) {
        return utf8(decoded, commandLine());
    }

    /** @param commandLine the words of the process, or none if the system does not tell them */
    static String[] utf8(String[] decoded, List<byte[]> commandLine) {
        List<byte[]> words = commandLine.subList(Math.max(0, commandLine.size() - decoded.length), commandLine.size());
        return isOf(decoded, words) ? decode(words) : requireWhole(decoded);
    }

    private static boolean isOf(String[] decoded, List<byte[]> words) {
        if (words.size() != decoded.length) {
            return false;
        }
        for (int i = 0; i < decoded.length; i++) {
            String ascii = new String(words.get(i), StandardCharsets.US_ASCII);
            if (ascii.indexOf(REPLACEMENT) < 0 && !ascii.equals(decoded[i])) {
                return false;
            }
        }
        return true;
    }

    private static String[] decode(List<byte[]> words) {
        String[] arguments = new String[words.size()];
        for (int i = 0; i < arguments.length; i++) {
            try {
                arguments[i] = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(words.get(i)))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new MalformedArgumentException(i + 1);
            }
        }
        return arguments;
    }

    private static String[] requireWhole(String[] decoded) {
        for (int i = 0; i < decoded.length; i++) {
            if (decoded[i].indexOf(REPLACEMENT) >= 0) {
                throw new MalformedArgumentException(i + 1);
            }
        }
        return decoded;
    }

    private static List<byte[]> commandLine() {
        List<byte[]> words = new ArrayList<>();
        try {
            ByteArrayOutputStream word = new ByteArrayOutputStream();
            for (byte b : Files.readAllBytes(COMMAND_LINE)) {
                if (b == 0) {
                    words.add(word.toByteArray());
                    word.reset();
                } else {
                    word.write(b);
                }
            }
        } catch (IOException notLinux) {
            return List.of();
        }
        return words;
    }

    /**
     * A word of the command line has bytes that are no text. The message tells a person which, by its
     * number from 1.
     */
    static final class MalformedArgumentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private MalformedArgumentException(int number) {
            super("argument " + number + " is not UTF-8: expected text in UTF-8, in any locale");
        }
    }
}
