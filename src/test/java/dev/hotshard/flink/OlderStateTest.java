package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.flink.serde.CountCell;
import dev.hotshard.notice.HotIdNotice;
import dev.hotshard.testkit.generate.Events;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** State that was kept before there were totals and hints: a count a key, and a timer at any millisecond. */
class OlderStateTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    private static final long ODD_EXPIRY = NOW + TTL + 1;

    private final Event alice = Events.read(Events.value("alice"));

    @Test
    void hotKeyGoesOnHotAndItsTotalBegins() throws Exception {
        try (DetectHarness detect =
                DetectHarness.resume(older(new KeyCount(5, NOW, true)), DetectHarness.function(3), NOW + 1)) {
            detect.process(alice, 2);
            detect.end();

            assertThat(detect.cold()).isEmpty();
            assertThat(detect.alerts()).as("raised before").isEmpty();
            assertThat(detect.hints()).hasSize(1);
            assertThat(detect.totals())
                    .singleElement()
                    .extracting(HotIdNotice::count, HotIdNotice::rewritten)
                    .containsExactly(7L, 2L);
        }
    }

    @Test
    void keyWhoseTimerIsOfAnOddMillisecondIsForgotten() throws Exception {
        try (DetectHarness detect =
                DetectHarness.resume(older(new KeyCount(1, NOW, false)), DetectHarness.function(3), NOW + 1)) {
            detect.setTime(ODD_EXPIRY);
            assertThat(detect.entries()).as("not overdue yet").isEqualTo(1);

            detect.setTime(NOW + 2 * TTL);
            assertThat(detect.entries()).isZero();
            assertThat(detect.timers()).isZero();
        }
    }

    private OperatorSubtaskState older(KeyCount count) throws Exception {
        try (DetectHarness older = DetectHarness.start(new OlderFunction(count))) {
            older.setTime(NOW);
            older.process(alice);
            return older.snapshot();
        }
    }

    private static final class OlderFunction extends KeyedProcessFunction<CounterKey, DetectorInput, OutputRecord> {

        private static final long serialVersionUID = 1L;

        private final transient KeyCount count;
        private transient ValueState<CountCell> counts;

        OlderFunction(KeyCount count) {
            this.count = count;
        }

        @Override
        public void open(OpenContext context) {
            counts = getRuntimeContext().getState(States.COUNT);
        }

        @Override
        public void processElement(DetectorInput event, Context context, Collector<OutputRecord> out) throws Exception {
            counts.update(new CountCell(count));
            context.timerService().registerProcessingTimeTimer(ODD_EXPIRY);
        }
    }
}
