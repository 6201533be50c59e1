package dev.hotshard.testkit.generate;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes events as Mixpanel's web SDK sends them: about 300 bytes, compact, all ids equally likely. The same
 * seed gives the same events. Not thread-safe.
 */
public final class MixpanelEvents {

    private static final String[] NAMES = {
        "Page view", "Signed up", "$mp_web_page_view", "Add to cart", "Search", "Checkout completed"
    };
    private static final String[] BROWSERS = {"Chrome", "Safari", "Firefox", "Microsoft Edge"};
    private static final String[] SYSTEMS = {"Windows", "Mac OS X", "Android", "iOS"};
    private static final String[] CITIES = {"San Francisco", "Berlin", "São Paulo", "東京", "Delhi", "Lagos", "Montréal"};
    private static final long DAY_MILLIS = 86_400_000;

    private final SplittableRandom random;
    private final int ids;

    /** @param ids the number of ids */
    public MixpanelEvents(long seed, int ids) {
        random = new SplittableRandom(seed);
        this.ids = ids;
    }

    /** The next event's value, of a random id, on one of three days. */
    public byte[] next() {
        return next("user-%07d@example.com".formatted(random.nextInt(ids)));
    }

    /** The next event's value, of this id, on one of three days. */
    public byte[] next(String distinctId) {
        long time = Events.TIME_MILLIS + random.nextLong(3 * DAY_MILLIS);
        return """
                {"event":"%s","properties":{"time":%d,"distinct_id":"%s","$insert_id":"%s",\
                "token":"e3bc4100330c35722740fb8c6f5abddc","$browser":"%s","$browser_version":%d,"$os":"%s",\
                "$city":"%s",\
                "cart_value":%d.%02d,"is_member":%b}}""".formatted(
                        any(NAMES),
                        time,
                        distinctId,
                        new UUID(random.nextLong(), random.nextLong()),
                        any(BROWSERS),
                        random.nextInt(80, 140),
                        any(SYSTEMS),
                        any(CITIES),
                        random.nextInt(500),
                        random.nextInt(100),
                        random.nextBoolean())
                .getBytes(StandardCharsets.UTF_8);
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
