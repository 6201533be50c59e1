package dev.hotshard.bench;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Collects Flink's metrics of the only job in this process, at no cost to the job. Keeps the metrics of tasks
 * that have ended. Static, because Flink creates the reporter.
 */
public final class Meter implements MetricReporter, MetricReporterFactory {

    private static final String SINK = "-sink: Writer";

    /** Metrics by operator and name, one per subtask. */
    private static final Map<Name, List<Counter>> COUNTERS = new ConcurrentHashMap<>();

    private record Name(String operator, String metric) {}

    static void clear() {
        COUNTERS.clear();
    }

    /** Records read by the sources. */
    static long read() {
        return sum("numRecordsOut", operator -> operator.startsWith("Source: "));
    }

    /** Records that reached the sinks: events and dead letters, not notices. */
    static long written() {
        return sum("numRecordsIn", Meter::isForEvents);
    }

    /** Records of an operator, per subtask. */
    static long[] records(String operator) {
        return COUNTERS.getOrDefault(new Name(operator, "numRecordsIn"), List.of()).stream()
                .mapToLong(Counter::getCount)
                .toArray();
    }

    /** A counter of an operator, over all subtasks. */
    static long sum(String operator, String metric) {
        return sum(metric, operator::equals);
    }

    private static boolean isForEvents(String operator) {
        return operator.endsWith(SINK) && Stream.of("notices", "hints").noneMatch(operator::startsWith);
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
        String operator = group.getAllVariables().get("<operator_name>");
        if (metric instanceof Counter counter && operator != null) {
            COUNTERS.computeIfAbsent(new Name(operator, name), k -> new CopyOnWriteArrayList<>())
                    .add(counter);
        }
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
