package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.memory.MemoryTopics;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.streaming.runtime.partitioner.RebalancePartitioner;
import org.junit.jupiter.api.Test;

/**
 * The uids, parallelism and chains of the Kafka job's graph, built with {@code flink-conf}. Savepoints and
 * costs depend on them.
 */
class GraphTest {

    private static final int PARALLELISM = 4;

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
    private final Graph graph = new Graph(env);

    @Test
    void shouldKeepUidsAndParallelism() {
        defineOnKafka();

        assertThat(graph.parallelismByUid())
                .isEqualTo(Map.ofEntries(
                        Map.entry("kafka-source", PARALLELISM),
                        Map.entry("scan", PARALLELISM),
                        Map.entry("detect", PARALLELISM),
                        Map.entry("gate", PARALLELISM),
                        Map.entry("source-side-sink", PARALLELISM),
                        Map.entry("Sink Committer: source-side-sink", PARALLELISM),
                        Map.entry("send-hints", 1),
                        Map.entry("detector-side-sink", PARALLELISM),
                        Map.entry("Sink Committer: detector-side-sink", PARALLELISM),
                        Map.entry("scattered-sink", PARALLELISM),
                        Map.entry("Sink Committer: scattered-sink", PARALLELISM),
                        Map.entry("notices-sink", 1),
                        Map.entry("Sink Committer: notices-sink", 1)));
    }

    @Test
    void shouldHaveOneExchangeForAColdEvent() {
        defineOnKafka();

        assertThat(graph.tasks())
                .extracting(JobVertex::getName)
                .containsExactlyInAnyOrder(
                        "Source: kafka-source -> scan -> gate -> source-side-sink: Writer "
                                + "-> source-side-sink: Committer",
                        "detect -> detector-side-sink: Writer -> detector-side-sink: Committer",
                        "send-hints",
                        "scattered-sink: Writer -> scattered-sink: Committer",
                        "notices-sink: Writer -> notices-sink: Committer");
    }

    @Test
    void shouldHaveTheSameGraphWithSlack() {
        defineOnKafka();
        List<String> exact = graph.edges();
        StreamExecutionEnvironment slack = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
        conf.setString("hotshard.admission.slack", "0.05");
        KafkaJob.define(slack, KafkaJobSettings.of(conf));

        assertThat(new Graph(slack).edges()).isEqualTo(exact).isNotEmpty();
    }

    @Test
    void shouldHaveTheSameGraphWithoutTheGate() {
        defineOnKafka();
        List<String> gated = graph.edges();
        StreamExecutionEnvironment open = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
        conf.setString("hotshard.gate", "false");
        KafkaJob.define(open, KafkaJobSettings.of(conf));

        assertThat(new Graph(open).edges()).isEqualTo(gated).isNotEmpty();
    }

    @Test
    void shouldRebalanceTheInputIfTheOptionSaysSo() {
        conf.set(Options.REBALANCE_INPUT, true);
        defineOnKafka();

        StreamNode scan = graph.node("scan");
        assertThat(scan.getInEdges())
                .singleElement()
                .matches(edge -> edge.getPartitioner().getClass() == RebalancePartitioner.class);
    }

    @Test
    void shouldRebalanceHotEvents() {
        defineOnKafka();

        StreamNode sink = graph.node("scattered-sink");
        assertThat(sink.getInEdges())
                .singleElement()
                .matches(edge -> edge.getPartitioner().getClass() == RebalancePartitioner.class);
    }

    @Test
    void shouldFixKeyGroupsUnderAnyConfiguration() {
        Configuration none = new Configuration()
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment bare = new StreamExecutionEnvironment(none).setParallelism(PARALLELISM);
        try (MemoryTopics topics = new MemoryTopics(List.of(Events.record("")))) {
            HotShardJob.define(bare, topics.connectors(1), Settings.of(none));
        }

        assertThat(bare.getStreamGraph().getJobGraph().getVertices())
                .extracting(JobVertex::getMaxParallelism)
                .containsOnly(720);
    }

    @Test
    void shouldRequireUidsAndForbidKryo() {
        assertThat(conf.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(conf.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        defineOnKafka();

        assertThat(graph.tasks()).extracting(JobVertex::getMaxParallelism).containsOnly(720);
    }

    @Test
    void shouldNotHaveTransactionalIdsThatBeginLikeAnother() {
        defineOnKafka();

        Set<String> prefixes = env.getTransformations().stream()
                .filter(SinkTransformation.class::isInstance)
                .map(sink -> prefix(((SinkTransformation<?, ?>) sink).getSink()))
                .collect(Collectors.toSet());
        assertThat(prefixes)
                .containsExactlyInAnyOrder("ours-source-side", "ours-detector-side", "ours-scattered", "ours-notices");
        TransactionIds ids = new TransactionIds("ours", TransactionIds.JOB);
        assertThat(prefixes).as("known to OwnerWatch").allMatch(one -> ids.has(one + "-0-1"));
        assertThat(prefixes)
                .allMatch(one -> prefixes.stream().noneMatch(other -> other.startsWith(one) && !other.equals(one)));
    }

    /** A writer passes transactions to its committer within one JVM. */
    @Test
    void shouldRunWriterAndCommitterOfASinkTogether() {
        defineOnKafka();

        Map<String, String> groups = graph.nodes().stream()
                .filter(node -> node.getCoLocationGroup() != null)
                .collect(Collectors.toMap(StreamNode::getTransformationUID, StreamNode::getCoLocationGroup));
        assertThat(groups).hasSize(8);
        assertThat(groups)
                .allSatisfy((uid, group) -> assertThat(groups.get(uid.replace("Sink Committer: ", "")))
                        .isEqualTo(group));
    }

    private void defineOnKafka() {
        conf.setString("hotshard.kafka.bootstrap-servers", "localhost:1");
        conf.setString("hotshard.kafka.transactional-id-prefix", "ours");
        Stream.of("input", "output", "hot-ids", "dead-letters")
                .forEach(topic -> conf.setString("hotshard.kafka." + topic + "-topic", topic));
        KafkaJob.define(env, KafkaJobSettings.of(conf));
    }

    /** Reads the prefix by reflection, because it is not visible otherwise without a broker. */
    private static String prefix(Sink<?> sink) {
        return (String) value(value(sink, "sink"), "transactionalIdPrefix");
    }

    private static Object value(Object of, String name) {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
