package dev.hotshard.testkit.cluster;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The options that the Flink version on the class path declares, read from the classes that declare them. */
public final class FlinkOptions {

    private static final List<Class<?>> DECLARING = List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestartStrategyOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class);

    private static final Map<String, ConfigOption<?>> BY_KEY = DECLARING.stream()
            .flatMap(declaring -> Arrays.stream(declaring.getFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> ConfigOption.class.isAssignableFrom(field.getType()))
            .filter(field -> !field.isAnnotationPresent(Deprecated.class))
            .map(FlinkOptions::valueOf)
            .collect(Collectors.toUnmodifiableMap(ConfigOption::key, Function.identity(), (one, same) -> one));

    private FlinkOptions() {}

    /** Options by their current key. Deprecated options and former keys are not in it. */
    public static Map<String, ConfigOption<?>> byKey() {
        return BY_KEY;
    }

    private static ConfigOption<?> valueOf(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is public", e);
        }
    }
}
