package dev.hotshard.cli;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.PrimitiveIterator;

/** Makes untrusted text safe to print on a terminal. */
final class TerminalText {

    private static final String MORE = "...";

    private TerminalText() {}

    /**
     * Escapes, as in JSON, all characters that are invisible, move the cursor, change the text direction or
     * are not in the charset, including lone surrogates. So no text can pose as another line.
     *
     * @param maxLength the length of the result; longer text is cut and ends with an ellipsis
     * @param charset the charset of the terminal
     */
    static String of(String text, int maxLength, Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder shown = new StringBuilder();
        int cut = 0;
        for (PrimitiveIterator.OfInt points = text.codePoints().iterator(); points.hasNext(); ) {
            shown.append(shown(points.nextInt(), encoder));
            if (shown.length() > maxLength) {
                shown.setLength(cut);
                return shown + MORE;
            }
            cut = shown.length() <= maxLength - MORE.length() ? shown.length() : cut;
        }
        return shown.toString();
    }

    private static String shown(int point, CharsetEncoder encoder) {
        String character = Character.toString(point);
        if (isSeen(point) && encoder.canEncode(character)) {
            return character;
        }
        StringBuilder escaped = new StringBuilder();
        character.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
        return escaped.toString();
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
