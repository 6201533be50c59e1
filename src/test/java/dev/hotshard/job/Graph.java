package dev.hotshard.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The graph that is defined in an environment. */
record Graph(StreamExecutionEnvironment env) {

    Collection<StreamNode> nodes() {
        return env.getStreamGraph().getStreamNodes();
    }

    StreamNode node(String uid) {
        return nodes().stream()
                .filter(node -> node.getTransformationUID().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    /** The chains of nodes. */
    Iterable<JobVertex> tasks() {
        return env.getStreamGraph().getJobGraph().getVertices();
    }

    Map<String, Integer> parallelismByUid() {
        return nodes().stream().collect(Collectors.toMap(StreamNode::getTransformationUID, StreamNode::getParallelism));
    }

    /** Describes the edges and their nodes, except for the numbers of nodes. */
    List<String> edges() {
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
}
