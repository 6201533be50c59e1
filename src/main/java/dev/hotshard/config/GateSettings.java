package dev.hotshard.config;

import dev.hotshard.detect.gate.AdmissionSlack;

/**
 * What the gate does at the source.
 *
 * @param isOn whether it keeps events of ids known to be hot off the keyed exchange
 * @param slack what it may admit uncounted; nothing if it is off
 */
public record GateSettings(boolean isOn, AdmissionSlack slack) {}
