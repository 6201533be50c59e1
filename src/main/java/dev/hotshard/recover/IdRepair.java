package dev.hotshard.recover;

import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import dev.hotshard.event.json.Members;
import java.nio.charset.StandardCharsets;

/** Finds the id that an event should have had. */
@FunctionalInterface
interface IdRepair {

    /**
     * The id as JSON, or null if there is no other than the event has.
     *
     * @param properties where the event's properties lie
     */
    byte[] idOf(Event restored, long properties);

    /**
     * The value of a direct member of properties, as it is spelled. One that cannot be an id, or is there
     * twice, counts as absent.
     */
    static IdRepair fromProperty(String property) {
        byte[] name = property.getBytes(StandardCharsets.UTF_8);
        return (e, properties) -> {
            long found = Members.find(e.value(), properties, name);
            return JsonText.isName(e.value(), found) ? JsonText.spelled(e.value(), found) : null;
        };
    }

    /** What a table says of the event's id. */
    static IdRepair fromMap(IdMap map) {
        return (e, properties) -> map.newId(e.value(), e.distinctId());
    }
}
