/**
 * What happens to a hot event: the limits and keys of its rewrite, and the scatter key that spreads it over
 * the shards.
 *
 * <p>Knows {@code event} and {@code event.json}; neither Flink nor Kafka.
 */
package dev.hotshard.mitigate;
