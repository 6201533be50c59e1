package dev.hotshard.testkit.generate;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Events as clients send them: a share from one client that identifies everyone as {@code user_id}, some
 * from a few busy users, the rest from many others, over two dates; a few have no id, and a few are
 * truncated. Each has its number, so no two are equal.
 */
public final class TrafficEvents {
    private static final int COLD = 97;
    private static final int WITHOUT_ID = 98;

    private static final int BUSY_USERS = 8;
    private static final int COLD_USERS = 20_000;

    /** A midday in UTC, in milliseconds; every second event is from the next day. */
    private static final long TIME_MILLIS = 1_618_747_200_000L;

    private static final long DAY_MILLIS = 86_400_000L;

    private final SplittableRandom random;
    private final int hot;
    private final int busy;
    private int number;

    /** @param hotPercent the share of the one client */
    public TrafficEvents(SplittableRandom random, int hotPercent) {
        this.random = random;
        hot = hotPercent;
        busy = hot + (100 - hot) / 5;
    }

    public SourceRecord next() {
        number++;
        int kind = random.nextInt(100);
        String event = kind < hot
                ? event("\"user_id\"")
                : kind < busy
                        ? event("\"busy-" + random.nextInt(BUSY_USERS) + '"')
                        : kind < COLD
                                ? event(Integer.toString(random.nextInt(COLD_USERS)))
                                : kind < WITHOUT_ID ? event("null") : cut(event("\"user_id\""));
        byte[] key = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        return new SourceRecord(
                key, event.getBytes(StandardCharsets.US_ASCII), Headers.NONE, SourceRecord.NO_TIMESTAMP, 0, number);
    }

    private String event(String id) {
        long millis = TIME_MILLIS + random.nextInt(2) * DAY_MILLIS + random.nextInt(1000);
        String time = random.nextBoolean() ? Long.toString(millis) : Long.toString(millis / 1000);
        return """
                {"event": "Page View", "properties": {"token": "ab12", "time": %s, "distinct_id": %s, \
                "$insert_id": "%07d", \
                "$os": "Linux", "$browser": "Firefox", "$current_url": "https://example.com/%d", \
                "position": %s}}""".formatted(time, id, number, random.nextInt(1000), random.nextDouble());
    }

    private String cut(String event) {
        return event.substring(0, event.indexOf("$os") + random.nextInt(30));
    }
}
