package dev.hotshard.recover.breakdown;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds likely causes in the data of an id. Shares are compared as integers. */
final class CauseFinder {

    /** With fewer events, shares of an id's events mean nothing. */
    static final int MIN_EVENTS = 20;
    /** The share of events from which on one name or library has nearly all of them. */
    static final int NEARLY_ALL_PERCENT = 95;
    /** The share of repeated events from which on they are a storm. */
    static final int STORM_PERCENT = 50;

    private CauseFinder() {}

    /**
     * The causes that the events of an id show, in the order of {@link Cause.Kind}.
     *
     * @param otherVersions whether the input contains more than one version of a library
     */
    static List<Cause> of(IdProfile id, boolean otherVersions) {
        List<Cause> causes = new ArrayList<>();
        String placeholder = id.distinctId.cut() ? null : Placeholders.describe(id.distinctId.text());
        if (placeholder != null) {
            causes.add(new Cause(Cause.Kind.CONSTANT_ID, placeholder));
        }
        if (id.events < MIN_EVENTS) {
            return causes;
        }
        nearlyAll(id, id.names, name -> "'" + name.text() + "'")
                .ifPresent(evidence -> causes.add(new Cause(Cause.Kind.ONE_EVENT, evidence)));
        if (otherVersions) {
            nearlyAll(id, id.libraries, library -> "from " + library.label())
                    .ifPresent(evidence ->
                            causes.add(new Cause(Cause.Kind.ONE_LIBRARY_VERSION, evidence + "; the input has others")));
        }
        if (isAtLeast(id.repeats(), STORM_PERCENT, id.events)) {
            causes.add(new Cause(
                    Cause.Kind.RETRY_STORM,
                    String.format(
                            Locale.ROOT,
                            "%s%,d of %,d events repeat an $insert_id",
                            id.insertIds.isExact() ? "" : "about ",
                            id.repeats(),
                            id.events)));
        }
        return causes;
    }

    private static <T extends Serializable> Optional<String> nearlyAll(
            IdProfile id, SpaceSaving<T> counts, Function<T, String> label) {
        return counts.heaviest()
                .filter(entry -> isAtLeast(entry.atLeast(), NEARLY_ALL_PERCENT, id.events))
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%,d of %,d events are %s",
                        entry.atLeast(),
                        id.events,
                        label.apply(entry.item())));
    }

    private static boolean isAtLeast(long part, int percent, long whole) {
        return part * 100 >= whole * percent;
    }
}
