package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.detect.gate.GateCount;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** Compares a detector that has a far too small cache before RocksDB with one that has no cache. */
class DetectOperatorTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long THRESHOLD = 20;
    private static final int STEPS = 4000;

    private final List<Event> ids = IntStream.range(0, 40)
            .mapToObj(i -> Events.read(Events.value("id " + i)))
            .toList();
    private final SplittableRandom random = Seed.random(getClass());

    @Test
    void shouldDecideAsWithoutACache() throws Exception {
        long now = NOW;
        DetectHarness cached = DetectHarness.start(THRESHOLD, rocksDb());
        DetectHarness plain = DetectHarness.start(THRESHOLD, new HashMapStateBackend());
        try {
            for (int step = 0; step < STEPS; step++) {
                DetectorInput next = next(cached, now);
                cached.process(next);
                plain.process(next);
                now += random.nextInt(200) == 0 ? DetectHarness.TTL.toMillis() / 2 : random.nextInt(10_000);
                cached.setTime(now);
                plain.setTime(now);
                if (random.nextInt(500) == 0) {
                    assertAlike(cached, plain);
                    cached = resumed(cached, rocksDb(), now);
                    plain = resumed(plain, new HashMapStateBackend(), now);
                }
            }
            assertAlike(cached, plain);
        } finally {
            cached.close();
            plain.close();
        }
    }

    /** RocksDB sorts by key group, then by the bytes of the key. */
    @Test
    void shouldOrderKeysAsRocksDbStoresThem() throws Exception {
        int maxParallelism = DetectHarness.MAX_PARALLELISM;
        for (int parallelism : new int[] {1, 3, maxParallelism}) {
            int subtask = random.nextInt(parallelism);
            List<CounterKey> keys = Stream.generate(() -> new CounterKey(random.nextLong(), random.nextLong()))
                    .filter(key -> KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, parallelism)
                            == subtask)
                    .limit(500)
                    .toList();
            ToLongFunction<CounterKey> order = DetectOperator.order(maxParallelism, parallelism, subtask);

            assertThat(keys).allMatch(key -> order.applyAsLong(key) >= 0);
            assertThat(keys.stream().sorted(Comparator.comparingLong(order)))
                    .containsExactlyElementsOf(keys.stream()
                            .sorted(Comparator.comparing(DetectOperatorTest::stored, Arrays::compareUnsigned))
                            .toList());
        }
    }

    private static byte[] stored(CounterKey key) {
        DataOutputSerializer out = new DataOutputSerializer(18);
        try {
            out.writeShort(KeyGroupRangeAssignment.assignToKeyGroup(key, DetectHarness.MAX_PARALLELISM));
            Types.COUNTER_KEY.createSerializer(new SerializerConfigImpl()).serialize(key, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.getCopyOfBuffer();
    }

    /** Returns an event, whose id is more often a low one, or sometimes a gate's count of a hot id. */
    private DetectorInput next(DetectHarness detect, long now) {
        List<Hint> hints = detect.hints();
        if (!hints.isEmpty() && random.nextInt(10) == 0) {
            Hint hint = hints.get(random.nextInt(hints.size()));
            return new GateCount(hint.key(), hint.life(), 1 + random.nextInt(5), 1, now);
        }
        return ids.get(Math.min(random.nextInt(ids.size()), random.nextInt(ids.size())));
    }

    private static void assertAlike(DetectHarness cached, DetectHarness plain) {
        assertThat(cached.cold()).usingRecursiveFieldByFieldElementComparator().isEqualTo(plain.cold());
        assertThat(cached.rewritten())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(plain.rewritten());
        // Timers that are due at the same time fire in any order.
        assertThat(cached.told()).containsExactlyInAnyOrderElementsOf(plain.told());
        assertThat(cached.hints()).isEqualTo(plain.hints());
        assertThat(cached.timers()).isEqualTo(plain.timers());
    }

    /** Resumes from a new checkpoint, as if the job had failed right after it. */
    private static DetectHarness resumed(DetectHarness detect, StateBackend backend, long now) throws Exception {
        OperatorSubtaskState state = detect.snapshot();
        detect.close();
        return DetectHarness.resume(state, THRESHOLD, backend, now);
    }

    private static StateBackend rocksDb() {
        return new EmbeddedRocksDBStateBackend();
    }
}
