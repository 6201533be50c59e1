/**
 * Which ids went hot, and why: profiles of ids from rewritten events, built with sketches of bounded size,
 * and the criteria that name a cause.
 *
 * <p>Knows {@code event} and {@code event.json}, and DataSketches; neither Flink nor Kafka.
 */
package dev.hotshard.recover.breakdown;
