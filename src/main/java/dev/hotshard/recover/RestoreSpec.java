package dev.hotshard.recover;

import dev.hotshard.event.KeySpec;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What a restore does to rewritten events. At most one of {@code idFrom} and {@code idMap} is given.
 *
 * @param keySpec how events are dated and grouped
 * @param filter which rewritten events are restored
 * @param idFrom the property whose value becomes the id, or null
 * @param idMap the file of an {@link IdMap}, or null
 * @param deriveInsertIds whether restored events get a new {@code $insert_id}
 */
public record RestoreSpec(KeySpec keySpec, RestoreFilter filter, String idFrom, String idMap, boolean deriveInsertIds)
        implements Serializable {

    /** Whether ids are replaced. */
    public boolean repairsIds() {
        return idFrom != null || idMap != null;
    }

    /**
     * Checks that the table of ids, if there is one, is usable.
     *
     * @throws IdMapException if it is not
     */
    public void check() throws IdMapException {
        repair();
    }

    /** The repair of ids, or null if ids are kept. */
    IdRepair repair() throws IdMapException {
        return idFrom != null
                ? IdRepair.fromProperty(idFrom)
                : idMap != null ? IdRepair.fromMap(IdMap.read(Path.of(idMap))) : null;
    }
}
