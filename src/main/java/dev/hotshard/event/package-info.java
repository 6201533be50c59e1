/**
 * What a record says. Reads a record as an {@link dev.hotshard.event.Event} or rejects it with a reason,
 * derives its event date and counter key, and rewrites and restores the value of a hot event.
 *
 * <p>Knows {@code event.json} and the hash library; neither Flink nor Kafka.
 */
package dev.hotshard.event;
