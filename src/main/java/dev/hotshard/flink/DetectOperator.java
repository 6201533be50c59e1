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
 * Runs {@link DetectFunction} with a {@link CountCache} before counts that lie in serialized form. State is
 * complete before each barrier; the cache itself is in no checkpoint.
 *
 * <p>An operator of its own kind, because a function cannot write what is cached of other keys, nor before
 * a barrier.
 */
public final class DetectOperator extends KeyedProcessOperator<CounterKey, DetectorInput, OutputRecord> {

    private static final long serialVersionUID = 1L;

    private final DetectFunction function;
    private final long cacheBytes;

    /** Null where state is on the heap, or if it is to have no bytes. */
    private transient CountCache cache;

    /** @param cacheBytes of the cache; 0 for none */
    public DetectOperator(DetectFunction function, long cacheBytes) {
        super(function);
        this.function = function;
        this.cacheBytes = cacheBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        // On the heap counts are changed in place, and a cache would save nothing.
        if (cacheBytes > 0 && getKeyedStateBackend().isSafeToReuseKVState()) {
            Counter misses = new Metrics(getMetricGroup()).counter(Metrics.COUNT_CACHE_MISSES);
            function.countThrough(state -> cache = new CountCache(cacheBytes, new OfAnyKey(state, misses), order()));
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
     * RocksDB's: by key group, then by the key's bytes. What is written in order finds its place in a
     * memory table far sooner.
     */
    private ToLongFunction<CounterKey> order() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return order(
                task.getMaxNumberOfParallelSubtasks(),
                task.getNumberOfParallelSubtasks(),
                task.getIndexOfThisSubtask());
    }

    /** That of one subtask's keys, evenly over the numbers from 0 on. */
    static ToLongFunction<CounterKey> order(int maxParallelism, int parallelism, int subtask) {
        KeyGroupRange groups =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
        long scale = (1L << 31) / groups.getNumberOfKeyGroups();
        return key -> {
            long group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) - groups.getStartKeyGroup();
            return (group << 32 | key.high() >>> 32) * scale;
        };
    }

    /** Counts in state, to be written for any key: the current one stays what it was. */
    private final class OfAnyKey implements CountStore {

        private final CountStore state;
        private final Counter misses;

        OfAnyKey(CountStore state, Counter misses) {
            this.state = state;
            this.misses = misses;
        }

        /** Of the current key. */
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

        /** Of the current key. */
        @Override
        public void remove(CounterKey key) throws IOException {
            state.remove(key);
        }
    }
}
