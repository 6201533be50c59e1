package dev.hotshard.flink;

import dev.hotshard.detect.HotKeyState;
import dev.hotshard.detect.gate.SketchSum;
import dev.hotshard.flink.serde.CountCell;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.notice.OpenedNotice;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;

/** The names and types of all state. docs/state.md describes what a change to one entails. */
final class States {

    /** Per counter key: its count. */
    static final ValueStateDescriptor<CountCell> COUNT = new ValueStateDescriptor<>("count", Types.COUNT_CELL);
    /** Per counter key that became hot: what changes with its events. */
    static final ValueStateDescriptor<HotKeyState> HOT_KEY_STATE =
            new ValueStateDescriptor<>("hot-key", Types.HOT_KEY_STATE);
    /** Per counter key that became hot: the alert, written once and read only for totals. */
    static final ValueStateDescriptor<OpenedNotice> OPENED_NOTICE =
            new ValueStateDescriptor<>("alert", Types.OPENED_NOTICE);
    /** Per operator: the entries of {@link KeySpecGuard}. */
    static final ListStateDescriptor<String> KEY_SPEC =
            new ListStateDescriptor<>("key-spec", BasicTypeInfo.STRING_TYPE_INFO);

    /** Per operator: the entries of {@link EndpointGuard}. */
    static final ListStateDescriptor<String> ENDPOINTS =
            new ListStateDescriptor<>(EndpointGuard.STATE, BasicTypeInfo.STRING_TYPE_INFO);

    /** Per gate subtask, with slack: one sketch. */
    static final ListStateDescriptor<SketchSum> ADMISSION = new ListStateDescriptor<>("admission", Types.SKETCH_SUM);

    private States() {}
}
