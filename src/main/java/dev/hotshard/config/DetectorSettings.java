package dev.hotshard.config;

import java.time.Duration;

/**
 * How events are counted.
 *
 * @param threshold how many events of a key pass, at least 1
 * @param stateTtl how long a key is remembered without an event
 * @param countCacheBytes the memory in which each subtask keeps counts; 0 for none
 * @param forgetChangedState whether the job forgets counts that were kept under another {@code KeySpec},
 *     instead of refusing to resume
 */
public record DetectorSettings(long threshold, Duration stateTtl, long countCacheBytes, boolean forgetChangedState) {}
