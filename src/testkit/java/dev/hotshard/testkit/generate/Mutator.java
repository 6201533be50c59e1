package dev.hotshard.testkit.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes at random places. Not thread-safe. */
public final class Mutator {

    private static final byte[] INTERESTING = {
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        '\n',
        '0',
        '1',
        '-',
        '+',
        '.',
        'e',
        'E',
        'u',
        't',
        'n',
        0,
        0x1f,
        0x7f,
        (byte) 0x80,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xc2,
        (byte) 0xe0,
        (byte) 0xed,
        (byte) 0xef,
        (byte) 0xf0,
        (byte) 0xf4,
        (byte) 0xff
    };

    private final SplittableRandom random;

    public Mutator(SplittableRandom random) {
        this.random = random;
    }

    /** A copy changed at one to three places, each of 1 to 16 bytes. */
    public byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutated = once(mutated);
        }
        return mutated;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {interesting()};
        }
        int at = random.nextInt(bytes.length);
        int stop = Math.min(bytes.length, at + 1 + random.nextInt(16));
        byte[] range = Arrays.copyOfRange(bytes, at, stop);
        return switch (random.nextInt(8)) {
            case 0 -> splice(bytes, at, at + 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1, 2 -> splice(bytes, at, at + 1, interesting());
            case 3 -> splice(bytes, at, at, interesting());
            case 4 -> splice(bytes, at, at + 1);
            case 5 -> splice(bytes, at, stop);
            case 6 -> splice(bytes, at, at, range);
            default ->
                random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : splice(bytes, random.nextInt(at + 1), at, range);
        };
    }

    private byte interesting() {
        return INTERESTING[random.nextInt(INTERESTING.length)];
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte... instead) {
        return new ByteBuilder()
                .add(Arrays.copyOf(bytes, from))
                .add(instead)
                .add(Arrays.copyOfRange(bytes, to, bytes.length))
                .bytes();
    }
}
