package dev.hotshard.recover;

import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import java.nio.charset.StandardCharsets;

/** Finds the id that an event should have had. */
@FunctionalInterface
interface IdRepair {

    /**
     * The new id as JSON, or null to keep the present one.
     *
     * @param properties the span of the event's properties
     */
    byte[] idOf(Event restored, long properties);

    /**
     * Takes the id from a direct member of the properties, with its spelling kept. A member that occurs
     * twice, or whose value cannot be an id, counts as absent.
     */
    static IdRepair fromProperty(String property) {
        byte[] name = property.getBytes(StandardCharsets.UTF_8);
        return (e, properties) -> {
            long found = Members.find(e.value(), properties, name);
            return JsonText.isName(e.value(), found) ? JsonText.spelled(e.value(), found) : null;
        };
    }

    /** Looks the id up in a table. */
    static IdRepair fromMap(IdMap map) {
        return (e, properties) -> map.newId(e.value(), e.distinctId());
    }
}
