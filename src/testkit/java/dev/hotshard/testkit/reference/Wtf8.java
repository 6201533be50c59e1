package dev.hotshard.testkit.reference;

import dev.hotshard.testkit.generate.ByteBuilder;

/** WTF-8: UTF-8 that encodes a lone surrogate as three bytes. */
public final class Wtf8 {

    private Wtf8() {}

    public static byte[] bytes(String text) {
        ByteBuilder out = new ByteBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.add(c);
            } else if (c < 0x800) {
                out.add(0xc0 + c / 64).add(0x80 + c % 64);
            } else if (c < 0x10000) {
                out.add(0xe0 + c / 4096).add(0x80 + c / 64 % 64).add(0x80 + c % 64);
            } else {
                out.add(0xf0 + c / 262144)
                        .add(0x80 + c / 4096 % 64)
                        .add(0x80 + c / 64 % 64)
                        .add(0x80 + c % 64);
            }
        });
        return out.bytes();
    }
}
