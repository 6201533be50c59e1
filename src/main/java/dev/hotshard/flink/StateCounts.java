package dev.hotshard.flink;

import dev.hotshard.detect.CountStore;
import dev.hotshard.detect.KeyCount;
import dev.hotshard.event.CounterKey;
import dev.hotshard.flink.serde.CountCell;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/** Counts in Flink's keyed state. Every call must pass the operator's current key. */
final class StateCounts implements CountStore {

    private final ValueState<CountCell> state;
    /** The cell that was read or written last; it belongs to {@link #cellKey}. */
    private CountCell cell;

    private CounterKey cellKey;

    StateCounts(ValueState<CountCell> state) {
        this.state = state;
    }

    @Override
    public KeyCount get(CounterKey key) throws IOException {
        cell = state.value();
        cellKey = key;
        return cell == null ? null : cell.get();
    }

    @Override
    public void put(CounterKey key, KeyCount count) throws IOException {
        if (cell == null || !key.equals(cellKey)) {
            cell = new CountCell(count);
            cellKey = key;
        } else {
            cell.set(count);
        }
        // The heap backend holds the cell itself; RocksDB serializes it here.
        state.update(cell);
    }

    @Override
    public void remove(CounterKey key) {
        cell = null;
        state.clear();
    }
}
