package dev.hotshard.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.hotshard.testkit.reference.Wtf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /**
     * Every first byte outside ASCII, second bytes in and just outside the range of continuation bytes, and
     * examples of what may follow.
     */
    @Test
    void shouldAcceptWhatAReportingDecoderAccepts() {
        int[] others = {0x41, 0x7f, 0x80, 0xbf, 0xc2};
        for (int first = 0x80; first <= 0xff; first++) {
            for (int second = 0x7f; second <= 0xc0; second++) {
                for (int third : others) {
                    for (int fourth : others) {
                        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        if (Utf8.firstInvalid(bytes) < 0 != isUtf8(bytes)) {
                            fail("%x %x %x %x", first, second, third, fourth);
                        }
                    }
                }
            }
        }
    }

    @Test
    void shouldReportTheFirstByteOfAnInvalidCharacter() {
        assertThat(Utf8.firstInvalid(new byte[0])).isEqualTo(-1);
        assertThat(Utf8.firstInvalid(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x82}))
                .isEqualTo(3);
        assertThat(Utf8.firstInvalid(new byte[] {(byte) 0xe2, (byte) 0x82, (byte) 0xac, (byte) 0x80}))
                .isEqualTo(3);
    }

    @Test
    void shouldDecodeWhatItEncoded() {
        byte[] out = new byte[4];
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x11000 ? 1 : 97) {
            String text = Character.toString(codePoint);
            int length = Utf8.put(out, 0, codePoint);
            assertThat(Arrays.copyOf(out, length)).isEqualTo(Wtf8.bytes(text));
            assertThat(Utf8.toString(out, length)).isEqualTo(text);
        }
    }

    @Test
    void shouldNotSplitACharacterWhenCutting() {
        byte[] text = Wtf8.bytes("aé日😀\ud800");
        int[] cuts = new int[text.length + 1];
        for (int max = 0; max <= text.length; max++) {
            cuts[max] = Utf8.cut(text, text.length, max);
        }
        assertThat(cuts).containsExactly(0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10, 10, 13);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
