package dev.hotshard.flink.serde;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.notice.OpenedNotice;
import dev.hotshard.recover.OutcomeDelta;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink's type information of all that flows between operators or lies in state. */
public final class Types {

    public static final TypeInformation<SourceRecord> SOURCE_RECORD =
            new WireTypeInfo<>(SourceRecord.class, SourceRecordSerializer.INSTANCE);
    public static final TypeInformation<Event> EVENT = new WireTypeInfo<>(Event.class, EventSerializer.INSTANCE);
    public static final TypeInformation<CounterKey> COUNTER_KEY =
            new WireTypeInfo<>(CounterKey.class, CounterKeySerializer.INSTANCE);
    public static final TypeInformation<CountCell> COUNT_CELL =
            new WireTypeInfo<>(CountCell.class, CountCellSerializer.INSTANCE);
    public static final TypeInformation<OutputRecord> OUTPUT_RECORD =
            new WireTypeInfo<>(OutputRecord.class, OutputRecordSerializer.INSTANCE);
    public static final TypeInformation<DeadLetter> DEAD_LETTER =
            new WireTypeInfo<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);
    public static final TypeInformation<HotIdNotice> HOT_ID =
            new WireTypeInfo<>(HotIdNotice.class, HotIdSerializer.INSTANCE);
    public static final TypeInformation<OpenedNotice> OPENED_NOTICE =
            new WireTypeInfo<>(OpenedNotice.class, OpenedNoticeSerializer.INSTANCE);
    public static final TypeInformation<DetectorInput> COUNTED =
            new WireTypeInfo<>(DetectorInput.class, CountedSerializer.INSTANCE);
    public static final TypeInformation<HotKeyState> HOT_KEY =
            new WireTypeInfo<>(HotKeyState.class, HotKeySerializer.INSTANCE);
    public static final TypeInformation<Hint> HINT = new WireTypeInfo<>(Hint.class, HintSerializer.INSTANCE);
    public static final TypeInformation<SketchSum> SKETCH_SUM =
            new WireTypeInfo<>(SketchSum.class, new SketchSumSerializer());
    public static final TypeInformation<OutcomeDelta> RESTORE_COUNT =
            new WireTypeInfo<>(OutcomeDelta.class, RestoreCountSerializer.INSTANCE);

    private Types() {}
}
