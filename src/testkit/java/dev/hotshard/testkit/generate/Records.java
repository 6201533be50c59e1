package dev.hotshard.testkit.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hotshard.event.SourceRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Kafka records for tests, and forms of them that are easy to compare. */
public final class Records {
    /** A record timestamp that brokers accept: in the past. */
    public static final long TIMESTAMP = 1_600_000_000_000L;

    private Records() {}

    /** A record without a key. */
    public static ProducerRecord<byte[], byte[]> record(String topic, String value, Header... headers) {
        return record(topic, TIMESTAMP, null, value.getBytes(UTF_8), headers);
    }

    public static ProducerRecord<byte[], byte[]> record(
            String topic, Long timestamp, byte[] key, byte[] value, Header... headers) {
        return new ProducerRecord<>(topic, 0, timestamp, key, value, Arrays.asList(headers));
    }

    /** A record with key, value, headers and timestamp of another, for any partition. */
    public static ProducerRecord<byte[], byte[]> of(String topic, SourceRecord source) {
        List<Header> headers = IntStream.range(0, source.headers().size())
                .<Header>mapToObj(i -> new RecordHeader(
                        source.headers().name(i), source.headers().value(i)))
                .toList();
        return new ProducerRecord<>(topic, null, source.timestampMillis(), source.key(), source.value(), headers);
    }

    /**
     * A record without any timestamp, which the protocol allows and the producer's interface does not.
     */
    public static ProducerRecord<byte[], byte[]> withoutTimestamp(String topic, String value) {
        return new ProducerRecord<>(topic, 0, null, null, value.getBytes(UTF_8)) {
            @Override
            public Long timestamp() {
                return -1L;
            }
        };
    }

    public static Header header(String name, String value) {
        return new RecordHeader(name, value == null ? null : value.getBytes(UTF_8));
    }

    /** The headers in order, as {@code name=value}. */
    public static List<String> texts(Headers headers) {
        return Arrays.stream(headers.toArray())
                .map(header -> header.key() + "=" + (header.value() == null ? null : new String(header.value(), UTF_8)))
                .toList();
    }
}
