package dev.hotshard.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records of ten kinds that are not valid events. */
final class DemoMalformed {

    private static final int PER_KIND = 10;

    private DemoMalformed() {}

    /** Ten records of each kind. Those of one kind are null. */
    static List<byte[]> records() {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < PER_KIND; i++) {
            String start = "{\"event\":\"Click\",\"properties\":{\"distinct_id\":\"user-" + i + "\"";
            records.add(null);
            records.add(bytes(start + ",\"note\":\"" + "x".repeat(1 << 20) + "\"}}"));
            records.add((start + ",\"city\":\"K\u00f6ln\"}}").getBytes(StandardCharsets.ISO_8859_1));
            records.add(bytes(start + ","));
            records.add(bytes(start + ",}}"));
            records.add(bytes(start + ",\"price\":NaN}}"));
            records.add(bytes("\ufeff" + start + "}}"));
            records.add(bytes("[\"not\",\"an\",\"object\"," + i + "]"));
            records.add(bytes(start + ",\"deep\":" + "[".repeat(1001) + "]".repeat(1001) + "}}"));
            records.add(bytes(start + ",\"distinct_id\":\"somebody else\"}}"));
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
