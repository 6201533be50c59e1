package dev.hotshard.cli.local;

import dev.hotshard.event.Reason;
import dev.hotshard.event.Uncounted;
import dev.hotshard.flink.Metrics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * The job's counters, read within this process. A counter stays readable after its task has ended, and what
 * a task counted before a restart stays in the sum. Thread-safe.
 */
public final class LocalMetrics implements MetricReporter {

    private record Named(String path, Counter counter) {}

    private final List<Named> counters = new CopyOnWriteArrayList<>();

    /** The sum of a counter of {@link Metrics} over all operators and subtasks. */
    public long sum(String name) {
        return counters.stream()
                .filter(c -> c.path.equals(name))
                .mapToLong(c -> c.counter.getCount())
                .sum();
    }

    /** Dead letters by reason, only of reasons that occurred. */
    public Map<Reason, Long> deadLetters() {
        return byReason(Metrics.DEAD_LETTERS, Reason.class);
    }

    /** Events that passed uncounted, by reason, only of reasons that occurred. */
    public Map<Uncounted, Long> uncounted() {
        return byReason(Metrics.UNCOUNTED, Uncounted.class);
    }

    private <R extends Enum<R>> Map<R, Long> byReason(String group, Class<R> reasons) {
        Map<R, Long> byReason = new EnumMap<>(reasons);
        for (R reason : reasons.getEnumConstants()) {
            long count = sum(group + "." + reason);
            if (count > 0) {
                byReason.put(reason, count);
            }
        }
        return byReason;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        List<String> scope = Arrays.asList(group.getScopeComponents());
        int ours = scope.lastIndexOf(Metrics.GROUP);
        if (ours >= 0 && metric instanceof Counter counter) {
            StringBuilder path = new StringBuilder();
            scope.subList(ours + 1, scope.size())
                    .forEach(part -> path.append(part).append('.'));
            counters.add(new Named(path + name, counter));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // Kept: the sums are read after the job has ended.
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
