package dev.hotshard.bench;

import dev.hotshard.event.Counted;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.job.Settings;
import dev.hotshard.operator.AdmitFunction;
import dev.hotshard.operator.RecordRules;
import dev.hotshard.operator.ScanFunction;
import dev.hotshard.operator.Tags;
import dev.hotshard.wire.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Scans records as the job does, and admits them all. */
final class ScanJob {

    private ScanJob() {}

    static void define(StreamExecutionEnvironment env, BenchEnds ends, Settings settings) {
        RecordRules rules =
                new RecordRules(settings.keyRules(), settings.maxEventBytes(), settings.scatterMode(), ends.limit());
        SingleOutputStreamOperator<Counted> scanned = ends.read(env)
                .process(new ScanFunction(rules, settings.trustRestored()), Types.COUNTED)
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
        ends.gate().orElseThrow().writeGated(scanned.getSideOutput(Tags.EXEMPT));
        ends.writeDeadLetters(
                scanned.getSideOutput(Tags.DEAD_LETTERS).union(admitted.getSideOutput(Tags.DEAD_LETTERS)));
    }
}
