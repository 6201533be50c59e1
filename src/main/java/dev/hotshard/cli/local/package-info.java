/**
 * A broker and a Flink cluster on the local machine, in JVMs of their own, and their clean-up. Not in the
 * job jar.
 *
 * <p>Knows {@code event} and {@code flink}, and the Kafka broker.
 */
package dev.hotshard.cli.local;
