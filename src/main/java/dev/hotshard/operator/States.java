package dev.hotshard.operator;

import dev.hotshard.detect.HotId;
import dev.hotshard.detect.HotKey;
import dev.hotshard.detect.SketchSum;
import dev.hotshard.wire.CountCell;
import dev.hotshard.wire.Types;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;

/** Names and types of all state; docs/state.md says what a change of one costs. */
final class States {

    /** Per counter key. */
    static final ValueStateDescriptor<CountCell> COUNT = new ValueStateDescriptor<>("count", Types.COUNT_CELL);
    /** Per counter key, from when it becomes hot. */
    static final ValueStateDescriptor<HotKey> HOT_KEY = new ValueStateDescriptor<>("hot-key", Types.HOT_KEY);
    /** Per counter key, from when it becomes hot: the alert, written once and read for a total only. */
    static final ValueStateDescriptor<HotId> ALERT = new ValueStateDescriptor<>("alert", Types.HOT_ID);
    /** Per operator: the entries of {@link KeyRulesGuard}. */
    static final ListStateDescriptor<String> KEY_RULES =
            new ListStateDescriptor<>("key-rules", BasicTypeInfo.STRING_TYPE_INFO);

    /** Per operator: the entries of {@link EndpointGuard}. */
    static final ListStateDescriptor<String> ENDPOINTS =
            new ListStateDescriptor<>(EndpointGuard.STATE, BasicTypeInfo.STRING_TYPE_INFO);

    /** Per gate subtask, with slack: one sketch. */
    static final ListStateDescriptor<SketchSum> ADMISSION = new ListStateDescriptor<>("admission", Types.SKETCH_SUM);

    private States() {}
}
