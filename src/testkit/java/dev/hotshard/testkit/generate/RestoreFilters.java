package dev.hotshard.testkit.generate;

import dev.hotshard.recover.RestoreFilter;
import java.util.List;

/** Filters of restores. */
public final class RestoreFilters {

    /** Selects every rewritten event. */
    public static final RestoreFilter ALL = new RestoreFilter(List.of(), List.of(), List.of(), null, null);

    private RestoreFilters() {}
}
