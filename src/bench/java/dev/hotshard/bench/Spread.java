package dev.hotshard.bench;

import java.util.List;

/** The median of some values, the lowest and the highest. */
record Spread(double median, double min, double max) {

    /** Of at least one value; the median of an even number lies midway between the two middle ones. */
    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, with the other two in parentheses unless there was one value only. */
    String text(String format) {
        String text = format.formatted(median);
        return min == max ? text : text + " (" + format.formatted(min) + ".." + format.formatted(max) + ")";
    }
}
