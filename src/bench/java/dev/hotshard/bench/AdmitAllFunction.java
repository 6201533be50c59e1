package dev.hotshard.bench;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.ScanResult;
import dev.hotshard.mitigate.Admitter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Admits every event that was scanned, as if each were cold. */
final class AdmitAllFunction extends RichMapFunction<ScanResult, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final RecordLimit limit;

    private transient Admitter admitter;

    AdmitAllFunction(RecordLimit limit) {
        this.limit = limit;
    }

    @Override
    public void open(OpenContext context) {
        admitter = new Admitter(limit);
    }

    @Override
    public OutputRecord map(ScanResult result) {
        return result instanceof Event event ? admitter.admit(event) : (OutputRecord) result;
    }
}
