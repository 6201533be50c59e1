package dev.hotshard.recover;

import dev.hotshard.event.KeySpec;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What a restore does with rewritten events.
 *
 * @param keySpec how events are dated and grouped
 * @param filter which rewritten events are restored
 * @param idFrom the property whose value becomes the id, or null
 * @param idMap a file that says which ids become which, or null; one of both is null
 * @param deriveInsertIds whether they get a new {@code $insert_id}
 */
public record RestoreSpec(KeySpec keySpec, RestoreFilter filter, String idFrom, String idMap, boolean deriveInsertIds)
        implements Serializable {

    /** Whether ids are replaced. */
    public boolean repairsIds() {
        return idFrom != null || idMap != null;
    }

    /** Reads the table of ids, if there is one, to see that it can be used. */
    public void check() throws IdMapException {
        repair();
    }

    /** Null if ids stay. */
    IdRepair repair() throws IdMapException {
        return idFrom != null
                ? IdRepair.fromProperty(idFrom)
                : idMap != null ? IdRepair.fromMap(IdMap.read(Path.of(idMap))) : null;
    }
}
