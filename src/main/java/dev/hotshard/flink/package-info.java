/**
 * Operators, their state, timers, side outputs, metrics and uids. An operator loads state, asks the domain,
 * stores the result and emits it; it decides nothing itself.
 *
 * <p>Knows the domain packages, {@code flink.serde} and Flink; neither Kafka nor files.
 */
package dev.hotshard.flink;
