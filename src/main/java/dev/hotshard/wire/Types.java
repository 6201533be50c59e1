package dev.hotshard.wire;

import dev.hotshard.detect.Hint;
import dev.hotshard.detect.HotId;
import dev.hotshard.detect.HotKey;
import dev.hotshard.detect.SketchSum;
import dev.hotshard.event.Counted;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DeadLetter;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.recovery.RestoreCount;
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
    public static final TypeInformation<HotId> HOT_ID = new WireTypeInfo<>(HotId.class, HotIdSerializer.INSTANCE);
    public static final TypeInformation<Counted> COUNTED =
            new WireTypeInfo<>(Counted.class, CountedSerializer.INSTANCE);
    public static final TypeInformation<HotKey> HOT_KEY = new WireTypeInfo<>(HotKey.class, HotKeySerializer.INSTANCE);
    public static final TypeInformation<Hint> HINT = new WireTypeInfo<>(Hint.class, HintSerializer.INSTANCE);
    public static final TypeInformation<SketchSum> SKETCH_SUM =
            new WireTypeInfo<>(SketchSum.class, new SketchSumSerializer());
    public static final TypeInformation<RestoreCount> RESTORE_COUNT =
            new WireTypeInfo<>(RestoreCount.class, RestoreCountSerializer.INSTANCE);

    private Types() {}
}
