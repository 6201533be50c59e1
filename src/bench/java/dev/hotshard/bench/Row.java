package dev.hotshard.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is measured: a job, on a kind of traffic, under a parallelism, with state in one place. */
record Row(Variant variant, Keys keys, int parallelism, State state) {

    private static final String ANY = "*";

    /** All that is measured unless told otherwise. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (Keys keys : Keys.values()) {
            add(rows, keys, 2, State.HEAP);
            if (keys == Keys.UNIFORM_1M || keys == Keys.HOT_90) {
                add(rows, keys, 8, State.HEAP);
                add(rows, keys, 2, State.ROCKSDB);
            }
        }
        return rows;
    }

    private static void add(List<Row> rows, Keys keys, int parallelism, State state) {
        for (Variant variant : Variant.values()) {
            rows.add(new Row(variant, keys, parallelism, state));
        }
    }

    /** The one that {@link #toString} gave this text of. */
    static Row of(String text) {
        return all().stream().filter(row -> row.toString().equals(text)).findAny().orElseThrow();
    }

    /**
     * Those of {@link #all} that a pattern fits, and those that their ratios need.
     *
     * @param patterns {@code variant:keys:parallelism:state}, {@code *} for any; none fits all
     * @throws IllegalArgumentException if a pattern fits nothing
     */
    static List<Row> matching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return all();
        }
        Set<Row> rows = new LinkedHashSet<>();
        for (String pattern : patterns) {
            List<Row> fitting = all().stream().filter(row -> row.fits(pattern)).toList();
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException("no row is " + pattern + "; rows are variant:keys:parallelism:state, such as " + all().get(0));
            }
            rows.addAll(fitting);
        }
        return all().stream()
                .filter(row -> rows.stream().anyMatch(wanted -> wanted.equals(row) || wanted.needs(row)))
                .toList();
    }

    private boolean fits(String pattern) {
        String[] parts = pattern.split(":", -1);
        String[] own = toString().split(":");
        if (parts.length != own.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals(ANY) && !parts[i].equals(own[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean needs(Row other) {
        return other.equals(with(Variant.IDENTITY)) || other.equals(with(Variant.OBVIOUS));
    }

    /** The same with another job. */
    Row with(Variant other) {
        return new Row(other, keys, parallelism, state);
    }

    @Override
    public String toString() {
        return variant + ":" + keys + ":" + parallelism + ":" + state;
    }
}
