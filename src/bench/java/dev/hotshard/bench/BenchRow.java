package dev.hotshard.bench;

import dev.hotshard.config.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row of the results: a job variant, a key distribution, a parallelism and a state backend. */
record BenchRow(Variant variant, Keys keys, int parallelism, BackendKind state) {

    /** Gives two gates the slack of the contract's example: 150 events each. */
    private static final String THRESHOLD = "6000";
    /** Events per id and event date, which state depends on if counts are in a sketch. */
    private static final int EVENTS_A_DAY = 20;

    private static final String HEAP = "3g";
    private static final String LARGE_HEAP = "10g";

    private static final String ANY = "*";

    /** All rows that are measured by default. */
    static List<BenchRow> all() {
        List<BenchRow> rows = new ArrayList<>();
        for (Keys keys : Keys.values()) {
            add(rows, keys, 2, BackendKind.HEAP);
            if (keys == Keys.UNIFORM_1M || keys == Keys.HOT_90) {
                add(rows, keys, 8, BackendKind.HEAP);
            }
            if (keys != Keys.ZIPF_1_5 && keys != Keys.HOT_50) {
                add(rows, keys, 2, BackendKind.ROCKSDB);
            }
        }
        return rows;
    }

    private static void add(List<BenchRow> rows, Keys keys, int parallelism, BackendKind state) {
        for (Variant variant : Variant.values()) {
            BenchRow row = new BenchRow(variant, keys, parallelism, state);
            if (!row.isTooLarge()) {
                rows.add(row);
            }
        }
    }

    /**
     * Whether to leave the row out. The text keys and timers of ten million ids would exhaust memory, and the job
     * without a gate behaves there like the job with one.
     */
    private boolean isTooLarge() {
        return keys == Keys.UNIFORM_10M && (variant == Variant.OBVIOUS || variant == Variant.GATE_OFF);
    }

    /** The options of the job. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>(variant.options());
        options.put(Options.THRESHOLD.key(), THRESHOLD);
        return options;
    }

    /**
     * The number of events with ids in turn before anything is timed. They fill state to the size that a day of
     * traffic leaves: keyed state is as large after one event per id as after many.
     */
    long fill() {
        if (keys != Keys.UNIFORM_10M) {
            return 0;
        }
        return switch (variant) {
            case SLACK -> (long) EVENTS_A_DAY * keys.ids();
            case GATE_ON -> keys.ids();
            default -> 0;
        };
    }

    /** The heap size of the JVM that measures the row. */
    String heap() {
        return keys == Keys.UNIFORM_10M && state == BackendKind.HEAP ? LARGE_HEAP : HEAP;
    }

    /** Parses the text of {@link #toString}. */
    static BenchRow of(String text) {
        return all().stream()
                .filter(row -> row.toString().equals(text))
                .findAny()
                .orElseThrow();
    }

    /**
     * The rows of {@link #all} that match a pattern, and the rows that their ratios need.
     *
     * @param patterns {@code variant:keys:parallelism:state}, {@code *} for any; empty matches all rows
     * @throws IllegalArgumentException if a pattern matches nothing
     */
    static List<BenchRow> matching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return all();
        }
        Set<BenchRow> rows = new LinkedHashSet<>();
        for (String pattern : patterns) {
            List<BenchRow> fitting =
                    all().stream().filter(row -> row.fits(pattern)).toList();
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException(
                        "no row is " + pattern + "; rows are variant:keys:parallelism:state, such as " + all().get(0));
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

    private boolean needs(BenchRow other) {
        return other.equals(with(Variant.IDENTITY)) || other.equals(with(Variant.OBVIOUS));
    }

    /** The same row with another variant. */
    BenchRow with(Variant other) {
        return new BenchRow(other, keys, parallelism, state);
    }

    @Override
    public String toString() {
        return variant + ":" + keys + ":" + parallelism + ":" + state;
    }
}
