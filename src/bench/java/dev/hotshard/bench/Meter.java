package dev.hotshard.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * What Flink counts of the one job of this process, at no cost to it. Keeps the metrics of tasks that have ended. Static, because Flink
 * makes the reporter.
 */
public final class Meter implements MetricReporter, MetricReporterFactory {

    private static final String SINK = "-sink: Writer";

    /** By operator and metric: one a subtask. */
    private static final Map<Name, List<Counter>> COUNTERS = new ConcurrentHashMap<>();
    /** By operator, one a subtask and source. */
    private static final Map<String, List<Histogram>> LATENCIES = new ConcurrentHashMap<>();
    /** Latencies bear the id of an operator, counters its name too. */
    private static final Map<String, String> OPERATORS = new ConcurrentHashMap<>();

    private record Name(String operator, String metric) {}

    static void clear() {
        COUNTERS.clear();
        LATENCIES.clear();
        OPERATORS.clear();
    }

    /** Records that the sources gave. */
    static long read() {
        return sum("numRecordsOut", operator -> operator.startsWith("Source: "));
    }

    /** Records that came to the sinks: events and dead letters, not what is told of them. */
    static long written() {
        return sum("numRecordsIn", Meter::isForEvents);
    }

    /** Records of an operator, by subtask. */
    static long[] records(String operator) {
        return COUNTERS.getOrDefault(new Name(operator, "numRecordsIn"), List.of()).stream().mapToLong(Counter::getCount).toArray();
    }

    /** A counter of an operator, over all subtasks. */
    static long sum(String operator, String metric) {
        return sum(metric, operator::equals);
    }

    /** The operators that take events and dead letters at the end of the job. */
    static List<String> sinks() {
        return COUNTERS.keySet().stream().map(Name::operator).distinct().filter(Meter::isForEvents).toList();
    }

    /** The last latencies from any source to an operator, in milliseconds, in no order. */
    static long[] latencies(String operator) {
        return LATENCIES.entrySet().stream()
                .filter(e -> operator.equals(OPERATORS.get(e.getKey())))
                .flatMap(e -> e.getValue().stream())
                .flatMapToLong(histogram -> Arrays.stream(histogram.getStatistics().getValues()))
                .toArray();
    }

    private static boolean isForEvents(String operator) {
        return operator.endsWith(SINK) && Stream.of("hot-ids", "hints").noneMatch(operator::startsWith);
    }

    private static long sum(String metric, Predicate<String> operator) {
        return COUNTERS.entrySet().stream()
                .filter(e -> e.getKey().metric.equals(metric) && operator.test(e.getKey().operator))
                .flatMap(e -> e.getValue().stream())
                .mapToLong(Counter::getCount)
                .sum();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        String id = variables.get("<operator_id>");
        String operator = variables.get("<operator_name>");
        if (id == null) {
            return;
        }
        if (metric instanceof Counter counter && operator != null) {
            OPERATORS.put(id, operator);
            add(COUNTERS, new Name(operator, name), counter);
        } else if (metric instanceof Histogram histogram && name.equals("latency")) {
            add(LATENCIES, id, histogram);
        }
    }

    private static <K, V> void add(Map<K, List<V>> metrics, K key, V metric) {
        metrics.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }
}
