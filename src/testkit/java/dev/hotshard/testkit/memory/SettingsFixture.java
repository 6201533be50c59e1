package dev.hotshard.testkit.memory;

import dev.hotshard.config.DetectorSettings;
import dev.hotshard.config.EventSettings;
import dev.hotshard.config.GateSettings;
import dev.hotshard.config.Settings;
import dev.hotshard.detect.CountCache;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.event.KeySpec;
import dev.hotshard.mitigate.ScatterMode;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.time.Duration;
import java.time.ZoneId;

/** Settings for tests: the smallest count cache, no slack, and the defaults for all else but the threshold. */
public final class SettingsFixture {

    private final long threshold;
    private KeySpec keySpec = ReferenceDetector.keySpec(ZoneId.of("UTC"));
    private Duration stateTtl = Duration.ofHours(48);
    private int maxEventBytes = ReferenceDetector.MAX_EVENT_BYTES;
    private boolean gate = true;
    private AdmissionSlack slack = AdmissionSlack.NONE;
    private long countCacheBytes = CountCache.SET_BYTES;
    private boolean forgetChangedState;

    private SettingsFixture(long threshold) {
        this.threshold = threshold;
    }

    public static SettingsFixture withThreshold(long threshold) {
        return new SettingsFixture(threshold);
    }

    public SettingsFixture keySpec(KeySpec value) {
        keySpec = value;
        return this;
    }

    public SettingsFixture stateTtl(Duration value) {
        stateTtl = value;
        return this;
    }

    public SettingsFixture maxEventBytes(int value) {
        maxEventBytes = value;
        return this;
    }

    public SettingsFixture gate(boolean value) {
        gate = value;
        return this;
    }

    public SettingsFixture slack(AdmissionSlack value) {
        slack = value;
        return this;
    }

    public SettingsFixture countCacheBytes(long value) {
        countCacheBytes = value;
        return this;
    }

    public SettingsFixture forgetChangedState(boolean value) {
        forgetChangedState = value;
        return this;
    }

    public Settings build() {
        return new Settings(
                new EventSettings(keySpec, ScatterMode.DEDUP, maxEventBytes, false),
                new DetectorSettings(threshold, stateTtl, countCacheBytes, forgetChangedState),
                new GateSettings(gate, slack));
    }
}
