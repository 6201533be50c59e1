/**
 * A Kafka broker in a process of its own, a Flink cluster in this process, and the clean-up after them. Not
 * in the job jar.
 *
 * <p>Knows {@code event} and {@code flink}, and the Kafka broker.
 */
package dev.hotshard.cli.local;
