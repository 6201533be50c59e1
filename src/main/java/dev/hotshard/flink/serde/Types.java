package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.ScanResult;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.recover.OutcomeDelta;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink type information for each type that operators exchange or keep in state. */
public final class Types {

    public static final TypeInformation<SourceRecord> SOURCE_RECORD =
            new VersionedTypeInfo<>(SourceRecord.class, SourceRecordSerializer.INSTANCE);
    public static final TypeInformation<ScanResult> SCAN_RESULT =
            new VersionedTypeInfo<>(ScanResult.class, ScanResultSerializer.INSTANCE);
    public static final TypeInformation<CounterKey> COUNTER_KEY =
            new VersionedTypeInfo<>(CounterKey.class, CounterKeySerializer.INSTANCE);
    public static final TypeInformation<CountCell> COUNT_CELL =
            new VersionedTypeInfo<>(CountCell.class, CountCellSerializer.INSTANCE);
    public static final TypeInformation<OutputRecord> OUTPUT_RECORD =
            new VersionedTypeInfo<>(OutputRecord.class, OutputRecordSerializer.INSTANCE);
    public static final TypeInformation<OpenedNotice> OPENED_NOTICE =
            new VersionedTypeInfo<>(OpenedNotice.class, OpenedNoticeSerializer.INSTANCE);
    public static final TypeInformation<DetectorInput> DETECTOR_INPUT =
            new VersionedTypeInfo<>(DetectorInput.class, DetectorInputSerializer.INSTANCE);
    public static final TypeInformation<HotKeyState> HOT_KEY_STATE =
            new VersionedTypeInfo<>(HotKeyState.class, HotKeyStateSerializer.INSTANCE);
    public static final TypeInformation<Hint> HINT = new VersionedTypeInfo<>(Hint.class, HintSerializer.INSTANCE);
    public static final TypeInformation<SketchSum> SKETCH_SUM =
            new VersionedTypeInfo<>(SketchSum.class, new SketchSumSerializer());
    public static final TypeInformation<OutcomeDelta> OUTCOME_DELTA =
            new VersionedTypeInfo<>(OutcomeDelta.class, OutcomeDeltaSerializer.INSTANCE);

    private Types() {}
}
