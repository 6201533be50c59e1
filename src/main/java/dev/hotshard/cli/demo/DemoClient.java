package dev.hotshard.cli.demo;

import com.mixpanel.mixpanelapi.MessageBuilder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import org.json.JSONObject;

/**
 * Generates the events of one client of the demo: over three dates, with times in milliseconds, seconds, or
 * seconds with a fraction. Every fourth event is built by the SDK that real clients use. Not thread-safe.
 */
final class DemoClient {

    static final String TOKEN = "3ab2c5f0a1";

    private static final int DATES = 3;
    private static final int USERS = 100_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final String[] EVENTS = {"Page view", "Click", "Search", "Add to cart", "Purchase", "Signed up"};
    private static final String[] CITIES = {"Berlin", "São Paulo", "東京", "Lagos", "Oslo"};

    private final SplittableRandom random;
    private final double[] cumulativeWeights;
    private final String version;
    private final long firstMillis =
            LocalDate.now(ZoneOffset.UTC).minusDays(DATES).toEpochDay() * MILLIS_PER_DAY;
    private final MessageBuilder sdk = new MessageBuilder(TOKEN);

    private DemoClient(SplittableRandom random, double[] cumulativeWeights, String version) {
        this.random = random;
        this.cumulativeWeights = cumulativeWeights;
        this.version = version;
    }

    /**
     * A client whose version has a bug: it sends one literal text as everybody's id, though it knows each
     * user's.
     */
    static DemoClient broken(long seed) {
        return new DemoClient(new SplittableRandom(seed), null, "2.44.1");
    }

    /** A client without the bug. The frequency of its users follows Zipf's law. */
    static DemoClient sound(long seed) {
        double[] cumulativeWeights = new double[USERS];
        double sum = 0;
        for (int i = 0; i < USERS; i++) {
            sum += 1.0 / (i + 1);
            cumulativeWeights[i] = sum;
        }
        return new DemoClient(new SplittableRandom(seed), cumulativeWeights, "2.45.0");
    }

    /** The next event, in UTF-8. */
    byte[] next() {
        String name = EVENTS[random.nextInt(EVENTS.length)];
        String user = user();
        String id = cumulativeWeights == null ? "user_id" : user;
        long millis = firstMillis + random.nextLong(DATES * MILLIS_PER_DAY);
        String insertId =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        String city = CITIES[random.nextInt(CITIES.length)];
        String event = switch (random.nextInt(4)) {
            case 0 -> viaSdk(name, id, user, millis, insertId, city);
            case 1 -> plain(name, id, user, Long.toString(millis), insertId, city);
            case 2 -> plain(name, id, user, Long.toString(millis / 1000), insertId, city);
            default -> plain(name, id, user, String.format(Locale.ROOT, "%.3f", millis / 1000.0), insertId, city);
        };
        return event.getBytes(StandardCharsets.UTF_8);
    }

    private String user() {
        if (cumulativeWeights == null) {
            return "user-%06d@example.com".formatted(random.nextInt(USERS / 10));
        }
        double at = random.nextDouble(cumulativeWeights[cumulativeWeights.length - 1]);
        int rank = Arrays.binarySearch(cumulativeWeights, at);
        return "user-%06d@example.com".formatted(rank < 0 ? -rank - 1 : rank);
    }

    private String viaSdk(String name, String id, String user, long millis, String insertId, String city) {
        JSONObject properties = new JSONObject()
                .put("time", millis)
                .put("$insert_id", insertId)
                .put("$city", city)
                .put("email", user)
                .put("$os", "Linux")
                .put("$screen_width", 1920);
        // The SDK wraps the event in an envelope for its own transport.
        return sdk.event(id, name, properties).getJSONObject("message").toString();
    }

    private String plain(String name, String id, String user, String time, String insertId, String city) {
        return """
                {"event":"%s","properties":{"time":%s,"distinct_id":"%s","$insert_id":"%s","token":"%s",\
                "$browser":"Firefox",\
                "$city":"%s","$os":"Linux","email":"%s",\
                "mp_lib":"web","$lib_version":"%s"}}""".formatted(name, time, id, insertId, TOKEN, city, user, version);
    }
}
