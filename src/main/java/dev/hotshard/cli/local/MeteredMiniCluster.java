package dev.hotshard.cli.local;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A cluster with one TaskManager that reports its metrics to a {@link LocalMetrics} and to nobody else. */
// close() is Flink's.
@SuppressWarnings("try")
final class MeteredMiniCluster extends MiniCluster {

    private final LocalMetrics metrics;

    MeteredMiniCluster(Configuration conf, int slots, LocalMetrics metrics) {
        super(new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        this.metrics = metrics;
    }

    @Override
    protected MetricRegistryImpl createMetricRegistry(Configuration config, long maximumMessageSize) {
        return new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(config, maximumMessageSize),
                List.of(new ReporterSetup(
                        "local", new MetricConfig(), metrics, (metric, name, group) -> true, Map.of())));
    }
}
