package dev.hotshard.testkit.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;

/** Reads a text, with one byte per {@code char}, in pieces of random length, as a pipe does. */
public final class Pieces extends InputStream {

    private final InputStream text;
    private final SplittableRandom random;

    public Pieces(String text, SplittableRandom random) {
        this.text = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
        this.random = random;
    }

    @Override
    public int read() throws IOException {
        return text.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return text.read(to, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000)));
    }
}
