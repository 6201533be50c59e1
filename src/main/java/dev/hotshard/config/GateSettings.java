package dev.hotshard.config;

import dev.hotshard.detect.gate.AdmissionSlack;

/**
 * What the gate does at the source.
 *
 * @param isOn whether it keeps events of ids known to be hot off the keyed exchange
 * @param slack how far above the threshold it may admit events by itself; 0 if it is off
 */
public record GateSettings(boolean isOn, AdmissionSlack slack) {}
