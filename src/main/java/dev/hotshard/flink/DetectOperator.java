package dev.hotshard.flink;

import dev.hotshard.detect.CountCache;
import dev.hotshard.detect.CountStore;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.OutputRecord;
import java.io.IOException;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs {@link DetectFunction}, with a {@link CountCache} in front of a state backend that serializes.
 * Flushes the cache before each barrier, so checkpoints contain all counts.
 *
 * <p>It is an operator because a function can neither write the state of other keys nor act before a
 * barrier.
 */
public final class DetectOperator extends KeyedProcessOperator<CounterKey, DetectorInput, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final DetectFunction function;
    private final long cacheBytes;

    /** Null if the state is on the heap, or if the cache has no bytes. */
    private transient CountCache cache;

    /** @param cacheBytes the size of the cache; 0 for none */
    public DetectOperator(DetectFunction function, long cacheBytes) {
        super(function);
        this.function = function;
        this.cacheBytes = cacheBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        // The heap backend updates counts in place, so a cache would save nothing.
        if (cacheBytes > 0 && getKeyedStateBackend().isSafeToReuseKVState()) {
            Counter misses = new Metrics(getMetricGroup()).counter(Metrics.COUNT_CACHE_MISSES);
            function.wrapCounts(state -> cache = new CountCache(cacheBytes, new OfAnyKey(state, misses), order()));
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        if (cache != null) {
            cache.flush();
        }
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    /**
     * RocksDB's key order: by key group, then by the key's bytes. Writes in this order are much faster to
     * insert into a memory table.
     */
    private ToLongFunction<CounterKey> order() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return order(
                task.getMaxNumberOfParallelSubtasks(),
                task.getNumberOfParallelSubtasks(),
                task.getIndexOfThisSubtask());
    }

    /** Maps the keys of one subtask evenly to the numbers from 0 up, in RocksDB's order. */
    static ToLongFunction<CounterKey> order(int maxParallelism, int parallelism, int subtask) {
        KeyGroupRange groups =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
        long scale = (1L << 31) / groups.getNumberOfKeyGroups();
        return key -> {
            long group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) - groups.getStartKeyGroup();
            return (group << 32 | key.high() >>> 32) * scale;
        };
    }

    /** Counts in keyed state that can be written for any key, without changing the current key. */
    private final class OfAnyKey implements CountStore {

        private final CountStore state;
        private final Counter misses;

        OfAnyKey(CountStore state, Counter misses) {
            this.state = state;
            this.misses = misses;
        }

        /** The count of the current key. */
        @Override
        public KeyCount get(CounterKey key) throws IOException {
            misses.inc();
            return state.get(key);
        }

        @Override
        public void put(CounterKey key, KeyCount count) throws IOException {
            Object current = getCurrentKey();
            setCurrentKey(key);
            state.put(key, count);
            setCurrentKey(current);
        }

        /** Removes the count of the current key. */
        @Override
        public void remove(CounterKey key) throws IOException {
            state.remove(key);
        }
    }
}
