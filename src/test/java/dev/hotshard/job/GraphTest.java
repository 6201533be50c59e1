package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.file.FileConnectors;
import dev.hotshard.connect.file.FileInput;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.event.Route;
import dev.hotshard.recover.ImportLimits;
import dev.hotshard.recover.RestoreSpec;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.RestoreFilters;
import dev.hotshard.testkit.memory.MemoryTopics;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Collection;
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
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.streaming.runtime.partitioner.RebalancePartitioner;
import org.junit.jupiter.api.Test;

/**
 * What savepoints and costs rest on: uids, parallelism and chains of the graphs, made under
 * {@code flink-conf}.
 */
class GraphTest {

    private static final int PARALLELISM = 4;

    private final Configuration conf = GlobalConfiguration.loadConfiguration("flink-conf");
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);

    @Test
    void operatorsOfTheKafkaJobKeepTheirUids() {
        defineOnKafka();

        assertThat(parallelismByUid())
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
    void oneReaderFeedsTheFileJob() {
        HotShardJob.define(env, fileConnectors(), Settings.of(conf));

        assertThat(parallelismByUid())
                .isEqualTo(Map.of(
                        "files", 1,
                        "lines", 1,
                        "scan", 1,
                        "gate", 1,
                        "source-side-sink", 1,
                        "detect", PARALLELISM,
                        "detector-side-sink", PARALLELISM,
                        "scattered-sink", PARALLELISM,
                        "notices-sink", 1));
    }

    @Test
    void fileJobIsChainedAsTheKafkaJobIs() {
        HotShardJob.define(env, fileConnectors(), Settings.of(conf));

        assertThat(vertices())
                .extracting(JobVertex::getName)
                .containsExactlyInAnyOrder(
                        "Source: files -> lines -> scan -> gate -> source-side-sink: Writer",
                        "detect -> detector-side-sink: Writer",
                        "scattered-sink: Writer",
                        "notices-sink: Writer");
    }

    @Test
    void breakdownOfFilesIsOneTask() {
        BreakdownJob.define(
                env,
                new FileConnectors(new FileInput(List.of("in")), Map.of()),
                Settings.of(conf).events());

        assertThat(vertices()).singleElement().satisfies(vertex -> {
            assertThat(vertex.getName()).isEqualTo("Source: files -> lines -> breakdown");
            assertThat(vertex.getParallelism()).isEqualTo(1);
        });
    }

    @Test
    void operatorsOfTheRestoreKeepTheirUids() {
        defineRestore();

        assertThat(parallelismByUid())
                .isEqualTo(Map.of(
                        "files", 1,
                        "lines", 1,
                        "restore", 1,
                        "restore-report", 1,
                        "restored-sink", 1,
                        "batches-sink", 1));
    }

    @Test
    void restoreOfFilesIsOneTask() {
        defineRestore();

        assertThat(vertices()).hasSize(1);
    }

    @Test
    void coldEventCrossesOneExchange() {
        defineOnKafka();

        assertThat(vertices())
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
    void slackChangesNothingInTheGraph() {
        defineOnKafka();
        List<String> exact = edges(env);
        StreamExecutionEnvironment slack = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
        conf.setString("hotshard.admission.slack", "0.05");
        KafkaJob.define(slack, KafkaJobSettings.of(conf));

        assertThat(edges(slack)).isEqualTo(exact).isNotEmpty();
    }

    @Test
    void gateThatIsSwitchedOffChangesNothingInTheGraph() {
        defineOnKafka();
        List<String> gated = edges(env);
        StreamExecutionEnvironment open = new StreamExecutionEnvironment(conf).setParallelism(PARALLELISM);
        conf.setString("hotshard.gate", "false");
        KafkaJob.define(open, KafkaJobSettings.of(conf));

        assertThat(edges(open)).isEqualTo(gated).isNotEmpty();
    }

    @Test
    void inputIsRebalancedIfTheOptionSaysSo() {
        conf.set(Options.REBALANCE_INPUT, true);
        defineOnKafka();

        StreamNode scan = nodes().stream()
                .filter(node -> node.getTransformationUID().equals("scan"))
                .findFirst()
                .orElseThrow();
        assertThat(scan.getInEdges())
                .singleElement()
                .matches(edge -> edge.getPartitioner().getClass() == RebalancePartitioner.class);
    }

    @Test
    void hotEventsAreRebalanced() {
        defineOnKafka();

        StreamNode sink = nodes().stream()
                .filter(node -> node.getTransformationUID().equals("scattered-sink"))
                .findFirst()
                .orElseThrow();
        assertThat(sink.getInEdges())
                .singleElement()
                .matches(edge -> edge.getPartitioner().getClass() == RebalancePartitioner.class);
    }

    @Test
    void keyGroupsAreFixedAlsoWhereFlinkIsNotToldTo() {
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
    void uidsAreRequiredAndKryoIsNot() {
        assertThat(conf.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(conf.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        defineOnKafka();

        assertThat(vertices()).extracting(JobVertex::getMaxParallelism).containsOnly(720);
    }

    @Test
    void noTransactionalIdBeginsLikeAnother() {
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

    /** They hand transactions on within one JVM. */
    @Test
    void theWriterOfASinkIsWhereItsCommitterIs() {
        defineOnKafka();

        Map<String, String> groups = nodes().stream()
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

    private void defineRestore() {
        Settings settings = Settings.of(conf);
        RestoreSpec rules = new RestoreSpec(settings.events().keySpec(), RestoreFilters.ALL, null, null, false);
        Map<Route, Path> files = Map.of(
                Route.EVENTS,
                Path.of("restored"),
                Route.LEFT,
                Path.of("left"),
                Route.DEAD_LETTERS,
                Path.of("dead-letters"));
        new RestoreJob(rules, settings.events().scatterMode(), ImportLimits.PRODUCT, 0, null)
                .define(env, new FileConnectors(new FileInput(List.of("in")), files, "batch-%05d"));
    }

    private static FileConnectors fileConnectors() {
        return new FileConnectors(
                new FileInput(List.of("in")),
                Map.of(
                        Route.EVENTS,
                        Path.of("events"),
                        Route.HOT_IDS,
                        Path.of("hot-ids"),
                        Route.DEAD_LETTERS,
                        Path.of("dead-letters")));
    }

    /** All that the graph is, but for the numbers of its nodes. */
    private static List<String> edges(StreamExecutionEnvironment env) {
        StreamGraph graph = env.getStreamGraph();
        return graph.getStreamNodes().stream()
                .flatMap(node -> node.getOutEdges().stream())
                .map(edge -> describe(graph.getStreamNode(edge.getSourceId())) + " " + edge.getOutputTag() + " "
                        + edge.getPartitioner() + " " + describe(graph.getStreamNode(edge.getTargetId())))
                .sorted()
                .toList();
    }

    private static String describe(StreamNode node) {
        return node.getTransformationUID() + "/" + node.getParallelism() + "/" + node.getOperatorName();
    }

    private Collection<StreamNode> nodes() {
        return env.getStreamGraph().getStreamNodes();
    }

    private Iterable<JobVertex> vertices() {
        return env.getStreamGraph().getJobGraph().getVertices();
    }

    private Map<String, Integer> parallelismByUid() {
        return nodes().stream().collect(Collectors.toMap(StreamNode::getTransformationUID, StreamNode::getParallelism));
    }

    /** There is no other way to learn it before a broker is there. */
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
