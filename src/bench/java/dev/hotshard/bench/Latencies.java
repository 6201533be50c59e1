package dev.hotshard.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Samples of how long events took, where each stands for more or fewer events: not every way has as many events a sample. */
final class Latencies {

    private record Sample(long millis, double events) {}

    private final List<Sample> samples = new ArrayList<>();

    /** Adds the samples of one way, and how many events went it. */
    void add(long[] millis, long events) {
        for (long sample : millis) {
            samples.add(new Sample(sample, (double) events / millis.length));
        }
    }

    /** The time in which so large a share of the events went their way; 0 without a sample. */
    double quantile(double share) {
        samples.sort(Comparator.comparingLong(Sample::millis));
        double left = share * samples.stream().mapToDouble(Sample::events).sum();
        for (Sample sample : samples) {
            left -= sample.events;
            if (left <= 0) {
                return sample.millis;
            }
        }
        return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).millis;
    }
}
