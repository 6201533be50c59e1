package dev.hotshard.testkit.cluster;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The smallest endless job: it makes numbers at a low rate and discards them. It refuses all arguments but
 * {@code go}.
 */
public final class NumbersJob {
    private NumbersJob() {}

    public static void main(String[] arguments) throws Exception {
        if (!List.of(arguments).equals(List.of("go"))) {
            throw new IllegalArgumentException("Unknown arguments " + List.of(arguments));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1000), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .keyBy(number -> number % 100)
                .map(number -> -number)
                .returns(Types.LONG)
                .uid("negate")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        env.execute("numbers");
    }
}
