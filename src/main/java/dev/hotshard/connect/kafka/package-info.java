/**
 * Kafka's side of the ports: sources, exactly-once sinks, the hints topic, and the checks that run before a
 * job starts.
 *
 * <p>Knows {@code connect}, {@code config} and all below, and the Kafka client; nothing of commands or
 * graphs.
 */
package dev.hotshard.connect.kafka;
