package dev.hotshard.bench;

import dev.hotshard.config.Settings;
import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.ScanFunction;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that scans records like the real one and admits them all. */
final class ScanJob {

    private ScanJob() {}

    static void define(StreamExecutionEnvironment env, Connectors connectors, Settings settings) {
        RewriteSpec spec = new RewriteSpec(
                settings.events().keySpec(),
                settings.events().maxEventBytes(),
                settings.events().scatterMode(),
                connectors.inputName(),
                connectors.limit());
        DataStream<OutputRecord> admitted = connectors
                .read(env)
                .process(new ScanFunction(spec, settings.events().trustRestored()), Types.SCAN_RESULT)
                .uid("scan")
                .name("scan")
                .map(new AdmitAllFunction(spec.limit()))
                .returns(Types.OUTPUT_RECORD)
                .uid("admit")
                .name("admit");
        connectors.write(admitted, Place.SOURCE_SIDE);
    }
}
