/**
 * What becomes of an event: a cold one is admitted, a hot one rewritten, under a scatter key that spreads
 * it over the shards.
 *
 * <p>Knows {@code event} and {@code event.json}; neither Flink nor Kafka.
 */
package dev.hotshard.mitigate;
