package dev.hotshard.bench;

import dev.hotshard.config.Settings;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.AdmitFunction;
import dev.hotshard.flink.ScanFunction;
import dev.hotshard.flink.SideOutputs;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.mitigate.RewriteSpec;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Scans records as the job does, and admits them all. */
final class ScanJob {

    private ScanJob() {}

    static void define(StreamExecutionEnvironment env, BenchEnds ends, Settings settings) {
        RewriteSpec rules = new RewriteSpec(
                settings.events().keySpec(),
                settings.events().maxEventBytes(),
                settings.events().scatterMode(),
                ends.limit());
        SingleOutputStreamOperator<DetectorInput> scanned = ends.read(env)
                .process(new ScanFunction(rules, settings.events().trustRestored()), Types.COUNTED)
                .uid("scan")
                .name("scan");
        SingleOutputStreamOperator<OutputRecord> admitted = scanned.map(Event.class::cast)
                .returns(Types.EVENT)
                .uid("cast")
                .name("cast")
                .process(new AdmitFunction(rules.limit()), Types.OUTPUT_RECORD)
                .uid("admit")
                .name("admit");
        ends.writeCopies(admitted);
        ends.gate().orElseThrow().writeGated(scanned.getSideOutput(SideOutputs.EXEMPT));
        ends.writeDeadLetters(scanned.getSideOutput(SideOutputs.DEAD_LETTERS)
                .union(admitted.getSideOutput(SideOutputs.DEAD_LETTERS)));
    }
}
