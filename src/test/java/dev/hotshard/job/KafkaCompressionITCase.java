package dev.hotshard.job;

import static dev.hotshard.testkit.generate.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import dev.hotshard.testkit.kafka.JobOutputs;
import dev.hotshard.testkit.kafka.KafkaJobFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job whose producers compress. */
class KafkaCompressionITCase {
    private static final int MAX_BYTES = 3_000;

    @RegisterExtension
    private static final KafkaJobFixture JOB =
            new KafkaJobFixture(MAX_BYTES, Map.of("hotshard.kafka.properties.compression.type", "lz4"));

    private final SplittableRandom random = Seed.random(KafkaCompressionITCase.class);

    @Test
    void shouldWriteIncompressibleEventsOfAnySize() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = IntStream.rangeClosed(MAX_BYTES - 300, MAX_BYTES + 10)
                .mapToObj(this::event)
                .toList();

        JobOutputs.TopicContents out = JOB.send(Map.of(), records);

        assertThat(out.events().size() + out.deadLetters().size()).isEqualTo(records.size());
        assertThat(out.events())
                .extracting(event -> event.value().length)
                .contains(MAX_BYTES - 200)
                .allMatch(length -> length < MAX_BYTES);
        assertThat(out.deadLetters())
                .extracting(letter -> new String(
                        letter.headers().lastHeader("hotshard-reason").value(), StandardCharsets.US_ASCII))
                .containsOnly("TOO_LARGE");
    }

    /** An event of this length whose text lz4 cannot make shorter. */
    private ProducerRecord<byte[], byte[]> event(int length) {
        String event = "{\"event\":\"e\",\"properties\":{\"distinct_id\":\"" + length + "\",\"text\":\"%s\"}}";
        String text = random.ints(length - event.length() + "%s".length(), 'A', 'z')
                .map(c -> c == '\\' ? '-' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return record(JOB.inputTopic(), event.formatted(text));
    }
}
