package dev.hotshard.bench;

import java.util.List;

/** The median, minimum and maximum of some values. */
record Spread(double median, double min, double max) {

    /** The spread of at least one value. The median of an even number of values is the mean of the middle two. */
    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, followed by minimum and maximum in parentheses if there is more than one value. */
    String text(String format) {
        String text = format.formatted(median);
        return min == max ? text : text + " (" + format.formatted(min) + ".." + format.formatted(max) + ")";
    }
}
