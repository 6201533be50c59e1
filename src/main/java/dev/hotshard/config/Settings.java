package dev.hotshard.config;

import org.apache.flink.configuration.Configuration;

/** The validated options of the job, except those that say where it reads and writes. */
public record Settings(EventSettings events, DetectorSettings detector, GateSettings gate) {

    /** @throws InvalidOptionsException naming every bad value at once */
    public static Settings of(Configuration conf) {
        Validation options = new Validation(conf);
        Settings settings = SettingsReader.read(options);
        options.finish();
        return settings;
    }
}
