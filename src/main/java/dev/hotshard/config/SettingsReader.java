package dev.hotshard.config;

import dev.hotshard.detect.CountCache;
import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.KeySpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;

/** Reads {@link Settings} and notes every bad value. */
final class SettingsReader {

    /** Properties that mean something else already. */
    private static final Set<String> TAKEN =
            Set.of("distinct_id", "time", "$insert_id", "mp_original_event_name", "mp_original_distinct_id");

    /** Flink's own constant is in a library that a client need not have. */
    private static final ConfigOption<String> TIMER_SERVICE = ConfigOptions.key(
                    "state.backend.rocksdb.timer-service.factory")
            .stringType()
            .noDefaultValue();

    /** Flink reads a number without a unit as milliseconds, so 48 is a typo. */
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);

    /** A longer one could overflow when it is added to a moment. */
    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

    private final Validation options;

    private SettingsReader(Validation options) {
        this.options = options;
    }

    static Settings read(Validation options) {
        SettingsReader reader = new SettingsReader(options);
        EventSettings events = reader.events();
        DetectorSettings detector = reader.detector();
        return new Settings(events, detector, reader.gate());
    }

    private EventSettings events() {
        ZoneId zone = options.parse(Options.TIMEZONE, ZoneId::of, "an IANA time zone such as UTC or Europe/Berlin");
        String project = options.get(
                Options.PROJECT_PROPERTY,
                name -> !name.isEmpty() && !TAKEN.contains(name),
                "the name of a property that is none of "
                        + String.join(", ", TAKEN.stream().sorted().toList()));
        return new EventSettings(
                new KeySpec(zone, project, HashSecret.read(options)),
                options.get(Options.SCATTER_KEY, mode -> true, "dedup or random"),
                options.get(Options.MAX_EVENT_BYTES, n -> n >= 1, "a whole number, at least 1"),
                flag(Options.TRUST_RESTORED));
    }

    private DetectorSettings detector() {
        return new DetectorSettings(
                options.get(Options.THRESHOLD, n -> n >= 1 && n < Long.MAX_VALUE / 2, "a whole number, at least 1"),
                options.get(
                        Options.STATE_TTL,
                        ttl -> ttl.compareTo(SHORTEST_TTL) >= 0 && ttl.compareTo(LONGEST_TTL) <= 0,
                        "a duration such as 48 h, at least 1 s and at most 36500 d"),
                countCacheBytes(),
                flag(Options.FORGET_CHANGED_STATE));
    }

    private GateSettings gate() {
        boolean isOn = flag(Options.GATE);
        double fraction =
                options.get(Options.ADMISSION_SLACK, s -> s >= 0 && s <= 1, "a fraction of the threshold, 0 to 1");
        MemorySize memory = options.get(
                Options.ADMISSION_MEMORY,
                size -> size.getBytes() >= AdmissionSketch.BLOCK && size.getBytes() <= AdmissionSketch.MAX_BYTES,
                "a size such as 8 mb, at least 64 bytes and at most 1 gb");
        AdmissionSlack slack = new AdmissionSlack(BigDecimal.valueOf(fraction), memory.getBytes());
        if (slack.isOn() && !isOn) {
            options.reject(Options.ADMISSION_SLACK.key() + " is not 0, but " + Options.GATE.key()
                    + " is false: the gate admits events within the slack; set it to true, or the slack to 0");
        }
        return new GateSettings(isOn, slack);
    }

    private long countCacheBytes() {
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
                    + Options.COUNT_CACHE.key() + " does not work: set " + TIMER_SERVICE.key()
                    + " to ROCKSDB; to resume from state that was kept with HEAP, set " + Options.COUNT_CACHE.key()
                    + " to 0");
        }
        return bytes;
    }

    private boolean flag(ConfigOption<Boolean> option) {
        return options.get(option, value -> true, "true or false");
    }
}
