package dev.hotshard.operator;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * The way of results from the subtasks of a bounded job to who submitted it: what each of them gives, in no order. To be
 * added to the runtime context at the end of the input only, since Flink serialises it with every heartbeat.
 */
public final class HandOver<T extends Serializable> implements Accumulator<T, ArrayList<T>> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<T> results = new ArrayList<>();

    public HandOver(List<T> results) {
        this.results.addAll(results);
    }

    @Override
    public void add(T result) {
        results.add(result);
    }

    @Override
    public ArrayList<T> getLocalValue() {
        return results;
    }

    @Override
    public void resetLocal() {
        results.clear();
    }

    @Override
    public void merge(Accumulator<T, ArrayList<T>> other) {
        results.addAll(other.getLocalValue());
    }

    @Override
    public Accumulator<T, ArrayList<T>> clone() {
        return new HandOver<>(results);
    }
}
