package dev.hotshard.testkit.generate;

import java.util.SplittableRandom;

/**
 * Writes JSON texts, numbers and white space in any spelling that the grammar allows, and sometimes in
 * one that it does not. Not thread-safe.
 */
final class HostileText {

    private static final String[] INTEGERS = {"0", "-0", "1", "-1", "7", "42", "123", "100", "999999999999999999999"};
    private static final String[] NUMBERS = {
        "0.0",
        "1e2",
        "1E2",
        "1e+2",
        "100.0",
        "-1.5e-3",
        "0e999999999999",
        "1e999999999",
        "-1e-999999999",
        "0.1e1",
        "123e0",
        "1.5",
        "12345678901234567890.123456789",
        "5E-324"
    };
    private static final String[] NO_NUMBERS = {
        "01",
        "-01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "1.e5",
        "--1",
        "1_000",
        "00",
        "1e5.5",
        "-a",
        "True",
        "nul",
        "truee",
        "undefined",
        "tru",
        "falsy",
        "nulL"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "alice",
        "ALICE",
        "bob",
        "123",
        "1e2",
        "user_id",
        "über",
        "日本語",
        "😀",
        "a😀b",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ufeff",
        "\udbff\udfff",
        "a\"b\\c/d",
        "\b\f\n\r\t",
        "\0",
        "\u001f",
        "\ud800",
        "\udfff",
        "\udc00\ud800",
        "\ud800\ud83d\ude00",
        "eight888",
        "seven77",
        "nine99999",
        "$hotshard_events",
        "hotshard@mixpanel.com",
        "1618716477",
        "a rather longer text, of more than four words, é"
    };
    private static final String[] NO_CHARACTERS = {
        "\n", "\t", "\0", "\u001f", "\"", "\\", "\\x", "\\u12", "\\u00g0", "\\U0041", "\\u00\u0130\u0131", "\\'", "\\0"
    };
    /** Invalid UTF-8: overlong forms, surrogates, above U+10FFFF, truncated, out of order. */
    private static final int[][] NO_UTF8 = {
        {0x80},
        {0xbf},
        {0xc0, 0xaf},
        {0xc1, 0xbf},
        {0xe0, 0x80, 0xaf},
        {0xe0, 0x9f, 0xbf},
        {0xed, 0xa0, 0x80},
        {0xed, 0xbf, 0xbf},
        {0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80},
        {0xf0, 0x80, 0x80, 0xaf},
        {0xf0, 0x8f, 0xbf, 0xbf},
        {0xf4, 0x90, 0x80, 0x80},
        {0xf5, 0x80, 0x80, 0x80},
        {0xfe},
        {0xff},
        {0xc3},
        {0xe2, 0x82},
        {0xf0, 0x9f, 0x98},
        {0xc3, 0x28},
        {0xf8, 0x88, 0x80, 0x80, 0x80}
    };

    private final SplittableRandom random;
    private final ByteBuilder out;
    /** The share of choices that are invalid, in thousandths. */
    int invalid;
    /** The share of characters that are escaped without need, in thousandths. */
    int escaped;
    /** The share of places for white space that have some, in thousandths. */
    int spaced;

    HostileText(SplittableRandom random, ByteBuilder out) {
        this.random = random;
        this.out = out;
    }

    boolean chance(int ofThousand) {
        return ofThousand > 0 && random.nextInt(1000) < ofThousand;
    }

    @SafeVarargs
    final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    void space() {
        while (chance(spaced)) {
            out.add(" \n\r\t ".charAt(random.nextInt(5)));
        }
        if (chance(invalid / 4)) {
            out.add(any("\f", "\u000b", "\u00a0", "\u2028", "\0", "//", "/**/", "\ufeff", "\u001f"));
        }
    }

    void number() {
        if (chance(invalid)) {
            out.add(any(NO_NUMBERS));
        } else if (chance(700)) {
            out.add(any(INTEGERS));
        } else {
            out.add(any(NUMBERS));
        }
    }

    /** A random text in quotes. */
    void string() {
        if (chance(2)) {
            string(any(TEXTS).repeat(random.nextInt(200)));
        } else if (chance(100)) {
            string(any(TEXTS) + any(TEXTS));
        } else {
            string(any(TEXTS));
        }
    }

    /** The text in quotes, with or without escapes where none is needed. */
    void string(String text) {
        out.add('"');
        for (int i = 0; i < text.length(); ) {
            if (chance(invalid / 8)) {
                nonsense();
            }
            i += character(text, i);
        }
        if (!chance(invalid / 4)) {
            out.add('"');
        }
    }

    /** Spells the character at {@code i} and returns the number of {@code char}s consumed. */
    private int character(String text, int i) {
        char c = text.charAt(i);
        int codePoint = text.codePointAt(i);
        int shortForm = "\"\\/\b\f\n\r\t".indexOf(c);
        boolean mustEscape = c == '"' || c == '\\' || c < 0x20 || Character.isSurrogate(c) && codePoint == c;
        if (!mustEscape && !chance(escaped)) {
            if (c < 0x80) {
                out.add(c);
            } else {
                out.add(Character.toString(codePoint));
            }
            return Character.charCount(codePoint);
        }
        if (shortForm >= 0 && chance(600)) {
            out.add('\\').add("\"\\/bfnrt".charAt(shortForm));
        } else {
            unicodeEscape(c);
        }
        return 1;
    }

    private void unicodeEscape(char c) {
        out.add("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = c >> shift & 15;
            out.add((random.nextBoolean() ? "0123456789abcdef" : "0123456789ABCDEF").charAt(digit));
        }
    }

    private void nonsense() {
        if (random.nextBoolean()) {
            for (int b : any(NO_UTF8)) {
                out.add(b);
            }
        } else {
            out.add(any(NO_CHARACTERS));
        }
    }
}
