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
 * Decodes program arguments as UTF-8 in any locale. The JVM decodes them by the charset of the locale, which
 * under {@code LC_ALL=C} corrupts an id that is not ASCII.
 */
final class ProgramArguments {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char REPLACEMENT = '\ufffd';

    private ProgramArguments() {}

    /**
     * The arguments of this process's {@code main}, or of a program that the process runs with the last of its
     * own arguments.
     *
     * @param decoded the arguments as decoded by the JVM
     * @throws MalformedArgumentException if an argument is not UTF-8, or was corrupted and the system does not
     *     provide its bytes
     */
    static String[] utf8(String[] decoded) {
        return utf8(decoded, commandLine());
    }

    /** @param commandLine the raw arguments of the process, or empty if the system does not provide them */
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
     * Reports an argument whose bytes are not text. The message names it by its number, counted from 1.
     */
    static final class MalformedArgumentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private MalformedArgumentException(int number) {
            super("argument " + number + " is not UTF-8: expected text in UTF-8, in any locale");
        }
    }
}
