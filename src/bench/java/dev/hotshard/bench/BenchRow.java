package dev.hotshard.bench;

import dev.hotshard.config.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is measured: a job, on a kind of traffic, under a parallelism, with state in one place. */
record BenchRow(Variant variant, Keys keys, int parallelism, BackendKind state) {

    /** So that the slack of two gates is that of the contract's example: 150 events each. */
    private static final String THRESHOLD = "6000";
    /** Of an id a day: what state depends on where counts are in a sketch. */
    private static final int EVENTS_A_DAY = 20;

    private static final String HEAP = "3g";
    private static final String LARGE_HEAP = "10g";

    private static final String ANY = "*";

    /** All that is measured unless told otherwise. */
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
     * Text keys of ten million ids, and their timers, would fill the machine; the job without a gate is as
     * the job with one there.
     */
    private boolean isTooLarge() {
        return keys == Keys.UNIFORM_10M && (variant == Variant.OBVIOUS || variant == Variant.GATE_OFF);
    }

    /** The job's options. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>(variant.options());
        options.put(Options.THRESHOLD.key(), THRESHOLD);
        return options;
    }

    /**
     * How many events come with ids in turn before anything is timed, so that state is what a day leaves:
     * of keyed state each id once is as large as each id often.
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

    /** Of the JVM that it is measured in. */
    String heap() {
        return keys == Keys.UNIFORM_10M && state == BackendKind.HEAP ? LARGE_HEAP : HEAP;
    }

    /** The one that {@link #toString} gave this text of. */
    static BenchRow of(String text) {
        return all().stream()
                .filter(row -> row.toString().equals(text))
                .findAny()
                .orElseThrow();
    }

    /**
     * Those of {@link #all} that a pattern fits, and those that their ratios need.
     *
     * @param patterns {@code variant:keys:parallelism:state}, {@code *} for any; none fits all
     * @throws IllegalArgumentException if a pattern fits nothing
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

    /** The same with another job. */
    BenchRow with(Variant other) {
        return new BenchRow(other, keys, parallelism, state);
    }

    @Override
    public String toString() {
        return variant + ":" + keys + ":" + parallelism + ":" + state;
    }
}
