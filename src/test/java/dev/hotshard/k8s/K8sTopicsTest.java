package dev.hotshard.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class K8sTopicsTest {

    private static final Pattern CREATE =
            Pattern.compile("create (\\S+) --partitions (\\d+) --config max\\.message\\.bytes=(\\d+)(?: --config "
                    + "retention\\.ms=(\\d+))?");

    private static Manifests manifests;
    private static List<Topic> topics;

    private record Topic(String name, int partitions, int maxMessageBytes, String retentionMillis) {}

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        manifests = Manifests.renderedOrSkip();
        String script = container().at("/args/0").asText();
        topics = CREATE.matcher(script)
                .results()
                .map(create -> new Topic(
                        create.group(1),
                        Integer.parseInt(create.group(2)),
                        Integer.parseInt(create.group(3)),
                        create.group(4)))
                .toList();
    }

    @Test
    void shouldCreateTheTopicsOfTheJob() {
        List<String> arguments = Manifests.list(
                        manifests.only("FlinkDeployment").at("/spec/job/args"))
                .stream()
                .map(JsonNode::asText)
                .toList();
        Map<String, String> flags = IntStream.range(0, arguments.size() / 2)
                .boxed()
                .collect(Collectors.toMap(i -> arguments.get(2 * i), i -> arguments.get(2 * i + 1)));

        assertThat(flags).containsOnlyKeys("--bootstrap", "--input", "--output", "--hot-ids", "--dead-letters");
        assertThat(topics)
                .extracting(Topic::name)
                .containsExactly(
                        flags.get("--input"),
                        flags.get("--output"),
                        flags.get("--hot-ids"),
                        flags.get("--hot-ids") + "-hints",
                        flags.get("--dead-letters"));
        assertThat(container().at("/env/0/value").asText()).isEqualTo(flags.get("--bootstrap"));
    }

    @Test
    void shouldGiveEventTopicsTwelvePartitions() {
        assertThat(topics).extracting(Topic::partitions).containsExactly(12, 12, 3, 1, 3);
    }

    @Test
    void shouldLeaveRoomForTheLargestInputInDeadLetters() {
        assertThat(topics.get(4).maxMessageBytes())
                .isGreaterThanOrEqualTo(topics.get(0).maxMessageBytes() + 65_536);
    }

    @Test
    void shouldRetainAllTopicsExceptHintsForAWeek() {
        assertThat(topics)
                .filteredOn(topic -> !topic.name().endsWith("-hints"))
                .extracting(Topic::retentionMillis)
                .containsOnly("604800000");
    }

    private static JsonNode container() {
        return manifests.only("Job").at("/spec/template/spec/containers/0");
    }
}
