package dev.hotshard.config;

import dev.hotshard.detect.CountCache;
import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.KeySpec;
import dev.hotshard.mitigate.ScatterMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * The validated options of the job, but for those of its ends.
 *
 * @param threshold how many events of a key pass, 1 at least
 * @param stateTtl how long a key is remembered without an event
 * @param keyRules what counter keys mean
 * @param scatterMode how scatter keys are made
 * @param maxEventBytes the longest value
 * @param trustRestored whether events that are marked as restored pass without being counted
 * @param gate whether events of ids known to be hot are kept off the keyed exchange
 * @param slack what gates may admit by themselves
 * @param countCacheBytes of what each detector subtask keeps before its state; 0 for nothing
 * @param forgetChangedState start anew instead of refusing state that was kept under other key rules
 */
public record Settings(
        long threshold,
        Duration stateTtl,
        KeySpec keyRules,
        ScatterMode scatterMode,
        int maxEventBytes,
        boolean trustRestored,
        boolean gate,
        AdmissionSlack slack,
        long countCacheBytes,
        boolean forgetChangedState) {

    /** Properties that mean something else already. */
    private static final Set<String> TAKEN =
            Set.of("distinct_id", "time", "$insert_id", "mp_original_event_name", "mp_original_distinct_id");

    /** Flink's own is in a library that a client need not have. */
    private static final ConfigOption<String> TIMER_SERVICE = ConfigOptions.key(
                    "state.backend.rocksdb.timer-service.factory")
            .stringType()
            .noDefaultValue();

    /** A number without a unit is milliseconds to Flink: 48 is a slip. */
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);

    /** Above this the sum of a moment and the TTL could overflow. */
    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

    /** @throws InvalidOptionsException naming every bad value at once */
    public static Settings of(Configuration conf) {
        Validation options = new Validation(conf);
        Settings settings = read(options);
        options.finish();
        return settings;
    }

    public static Settings read(Validation options) {
        ZoneId zone = options.parse(Options.TIMEZONE, ZoneId::of, "an IANA time zone such as UTC or Europe/Berlin");
        String project = options.get(
                Options.PROJECT_PROPERTY,
                name -> !name.isEmpty() && !TAKEN.contains(name),
                "the name of a property that is none of "
                        + String.join(", ", TAKEN.stream().sorted().toList()));
        String hashKey = HashSecret.read(options);
        long threshold =
                options.get(Options.THRESHOLD, n -> n >= 1 && n < Long.MAX_VALUE / 2, "a whole number, at least 1");
        boolean gate = options.get(Options.GATE, b -> true, "true or false");
        AdmissionSlack slack = slack(options);
        if (slack.isOn() && !gate) {
            options.reject(Options.ADMISSION_SLACK.key() + " is not 0, but " + Options.GATE.key()
                    + " is false: what is admitted within the slack is admitted by the gate");
        }
        return new Settings(
                threshold,
                options.get(
                        Options.STATE_TTL,
                        ttl -> ttl.compareTo(SHORTEST_TTL) >= 0 && ttl.compareTo(LONGEST_TTL) <= 0,
                        "a duration such as 48 h, at least 1 s and at most 36500 d"),
                new KeySpec(zone, project, hashKey),
                options.get(Options.SCATTER_KEY, mode -> true, "dedup or random"),
                options.get(Options.MAX_EVENT_BYTES, n -> n >= 1, "a whole number, at least 1"),
                options.get(Options.TRUST_RESTORED, b -> true, "true or false"),
                gate,
                slack,
                countCacheBytes(options),
                options.get(Options.FORGET_CHANGED_STATE, b -> true, "true or false"));
    }

    private static long countCacheBytes(Validation options) {
        long bytes = options.get(
                        Options.COUNT_CACHE,
                        size -> size.getBytes() == 0
                                || size.getBytes() >= CountCache.SET_BYTES && size.getBytes() <= CountCache.MAX_BYTES,
                        "0, or a size such as 8 mb, at least 256 bytes and at most 1 gb")
                .getBytes();
        boolean rocksDb = options.get(StateBackendOptions.STATE_BACKEND, "")
                .toLowerCase(Locale.ROOT)
                .contains("rocksdb");
        if (bytes > 0 && rocksDb && options.get(TIMER_SERVICE, "").equalsIgnoreCase("HEAP")) {
            options.reject(TIMER_SERVICE.key() + " is HEAP: timers of all keys fill the heap, and "
                    + Options.COUNT_CACHE.key() + " does not work: set ROCKSDB, or for state that was kept so "
                    + Options.COUNT_CACHE.key() + "=0");
        }
        return bytes;
    }

    private static AdmissionSlack slack(Validation options) {
        double fraction =
                options.get(Options.ADMISSION_SLACK, s -> s >= 0 && s <= 1, "a fraction of the threshold, 0 to 1");
        MemorySize memory = options.get(
                Options.ADMISSION_MEMORY,
                size -> size.getBytes() >= AdmissionSketch.BLOCK && size.getBytes() <= AdmissionSketch.MAX_BYTES,
                "a size such as 8 mb, at least 64 bytes and at most 1 gb");
        return new AdmissionSlack(BigDecimal.valueOf(fraction), memory.getBytes());
    }
}
