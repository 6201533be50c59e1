package dev.hotshard.config;

import dev.hotshard.event.KeySpec;
import dev.hotshard.mitigate.ScatterMode;

/**
 * How events are read and written.
 *
 * @param keySpec the definition of counter keys
 * @param scatterMode how scatter keys are made
 * @param maxEventBytes the longest value in bytes, before and after a rewrite
 * @param trustRestored whether events with the header of restored ones are exempt
 */
public record EventSettings(KeySpec keySpec, ScatterMode scatterMode, int maxEventBytes, boolean trustRestored) {}
