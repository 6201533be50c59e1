package dev.hotshard.testkit.generate;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records as an unsupervised topic may have them: {@link HostileJson}, tombstones, odd keys and headers.
 */
public final class HostileRecords {

    private static final String[] HEADERS = {"a", "", "hotshard-rewritten", "é"};

    private HostileRecords() {}

    /** This many records, all with timestamps, and with offsets from 0 on. */
    public static List<SourceRecord> list(SplittableRandom random, int count) {
        HostileJson json = new HostileJson(random, "token");
        List<SourceRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] key = random.nextInt(3) == 0 ? null : ("key " + random.nextInt(9)).getBytes(StandardCharsets.UTF_8);
            byte[] value = random.nextInt(200) == 0 ? null : json.next();
            records.add(new SourceRecord(key, value, headers(random), Events.TIME_MILLIS + i, 0, i));
        }
        return records;
    }

    private static Headers headers(SplittableRandom random) {
        Headers headers = Headers.NONE;
        for (int i = random.nextInt(6); i > 3; i--) {
            headers = headers.with(HEADERS[random.nextInt(HEADERS.length)], "value " + i);
        }
        return headers;
    }
}
