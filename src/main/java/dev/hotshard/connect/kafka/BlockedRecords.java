package dev.hotshard.connect.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The records of a range that readers of committed records cannot get yet.
 *
 * @param starts the offset of the first open transaction, for each partition that has one before the
 *     range's end
 */
record BlockedRecords(TopicRange range, Map<Integer, Long> starts) {

    private static final int SHOWN = 3;

    /** @param committedEnds the end of each partition for readers of committed records */
    static BlockedRecords of(TopicRange range, Map<Integer, Long> committedEnds) {
        Map<Integer, Long> starts = new TreeMap<>();
        range.ends().forEach((partition, end) -> {
            long committedEnd = committedEnds.getOrDefault(partition, end);
            if (committedEnd < end) {
                starts.put(partition, committedEnd);
            }
        });
        return new BlockedRecords(range, starts);
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** An upper bound, since markers of transactions take offsets too. */
    long count() {
        return starts.entrySet().stream()
                .mapToLong(entry -> range.ends().get(entry.getKey()) - entry.getValue())
                .sum();
    }

    /** The partitions, for the user. */
    String partitions() {
        return "partition "
                + firstOf(starts.keySet().stream().map(String::valueOf).toList());
    }

    /** The offset where each partition is blocked, for the user. */
    String offsets() {
        return starts.entrySet().stream()
                .map(entry -> "offset %d of partition %d".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Joins the first few words and the number of the others: a job's transactions are too many for a line.
     */
    static String firstOf(List<String> words) {
        return String.join(", ", words.subList(0, Math.min(SHOWN, words.size())))
                + (words.size() > SHOWN ? " and %d more".formatted(words.size() - SHOWN) : "");
    }
}
