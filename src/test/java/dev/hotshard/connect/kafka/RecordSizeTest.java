package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Headers;
import dev.hotshard.testkit.generate.Seed;
import java.util.SplittableRandom;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSizeTest {
    private static final int[] LENGTHS = {0, 1, 60, 127, 128, 1_000, 8_191, 8_192, 40_000, 1_048_576};

    private static final SplittableRandom RANDOM = Seed.random(RecordSizeTest.class);

    @Test
    void shouldBeTheSizeOfABatchWithOnlyTheRecord() {
        for (int i = 0; i < 1_000; i++) {
            byte[] key = sometimes(200);
            byte[] value = sometimes(20_000);
            Headers headers = headers(RANDOM.nextInt(4));

            assertThat(RecordSize.of(key, value, headers))
                    .isEqualTo(batchSize(CompressionType.NONE, key, value, headers));
            assertThat(RecordSize.atMost(key, value, headers))
                    .isGreaterThanOrEqualTo(RecordSize.of(key, value, headers));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveRoomForDataThatDoesNotCompress(CompressionType compression) {
        for (int length : LENGTHS) {
            assertFits(compression, bytes(length));
        }
    }

    /** If a record is as large as a limit allows, the batch is not larger than the limit. */
    private static void assertFits(CompressionType compression, byte[] value) {
        long size = RecordSize.of(null, value, Headers.NONE);
        long max = size;
        while (RecordSize.limit(max, compression.name) < size) {
            max++;
        }
        assertThat(batchSize(compression, null, value, Headers.NONE))
                .as("%s of %d", compression, value.length)
                .isLessThanOrEqualTo(max);
    }

    private static long batchSize(CompressionType compression, byte[] key, byte[] value, Headers headers) {
        RecordHeader[] kafkaHeaders = new RecordHeader[headers.size()];
        for (int i = 0; i < kafkaHeaders.length; i++) {
            kafkaHeaders[i] = new RecordHeader(headers.name(i), headers.value(i));
        }
        SimpleRecord record = new SimpleRecord(1_600_000_000_000L, key, value, kafkaHeaders);
        return MemoryRecords.withRecords(Compression.of(compression).build(), record)
                .sizeInBytes();
    }

    private static Headers headers(int count) {
        String[] names = new String[count];
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            names[i] = "é".repeat(RANDOM.nextInt(100));
            values[i] = sometimes(200);
        }
        return new Headers(names, values);
    }

    private static byte[] sometimes(int maxLength) {
        return RANDOM.nextInt(5) == 0 ? null : bytes(RANDOM.nextInt(maxLength));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
