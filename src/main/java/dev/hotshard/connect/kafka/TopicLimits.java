package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import java.util.EnumMap;
import java.util.Map;

/** The largest record that the topic of each route accepts; a route without a topic accepts everything. */
final class TopicLimits implements RecordLimit {

    private static final long serialVersionUID = 1L;

    private final EnumMap<Route, TopicLimit> limits = new EnumMap<>(Route.class);

    TopicLimits(ClientSettings clients, Map<Route, String> topics) {
        topics.forEach((route, topic) -> limits.put(route, new TopicLimit(clients, topic)));
    }

    @Override
    public boolean fits(OutputRecord record) {
        return of(record).fits(record);
    }

    @Override
    public long room(OutputRecord record) {
        return of(record).room(record);
    }

    private RecordLimit of(OutputRecord record) {
        RecordLimit limit = limits.get(record.route());
        return limit == null ? NONE : limit;
    }
}
