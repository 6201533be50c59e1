package dev.hotshard.connect.kafka;

import dev.hotshard.connect.Place;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The transactional ids of one job, in the connector's format: prefix, sink, subtask, and number of a
 * checkpoint.
 */
public final class TransactionIds {

    /** The labels of the job's transactional sinks. */
    public static final List<String> JOB =
            labels(Place.SOURCE_SIDE, Place.DETECTOR_SIDE, Place.SCATTERED, Place.NOTICES);
    /** The labels of a restore's transactional sinks. */
    public static final List<String> RESTORE = labels(Place.RESTORED);

    private final String prefix;
    private final Pattern pattern;

    /** @param sinks {@link #JOB} or {@link #RESTORE} */
    public TransactionIds(String prefix, List<String> sinks) {
        this.prefix = prefix;
        pattern = pattern(prefix, sinks);
    }

    private static List<String> labels(Place... places) {
        return Stream.of(places).map(Place::label).toList();
    }

    private static Pattern pattern(String prefix, List<String> sinks) {
        return Pattern.compile(Pattern.quote(prefix) + "-"
                + sinks.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"))
                + "-\\d+-(\\d{1,18})");
    }

    String prefix() {
        return prefix;
    }

    /**
     * Whether the id is one of this job's. Compares the whole id, as another job's prefix may begin with
     * this one.
     */
    public boolean has(String id) {
        return pattern.matcher(id).matches();
    }

    /** The number of the checkpoint in an id; empty for an id of another job. */
    OptionalLong checkpoint(String id) {
        Matcher matcher = pattern.matcher(id);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
