package dev.hotshard.config;

import dev.hotshard.event.KeySpec;
import dev.hotshard.mitigate.ScatterMode;

/**
 * How events are read and written.
 *
 * @param keySpec what counter keys mean
 * @param scatterMode how scatter keys are made
 * @param maxEventBytes the longest value in bytes, before and after a rewrite
 * @param trustRestored whether events that bear the header of restored ones pass uncounted
 */
public record EventSettings(KeySpec keySpec, ScatterMode scatterMode, int maxEventBytes, boolean trustRestored) {}
