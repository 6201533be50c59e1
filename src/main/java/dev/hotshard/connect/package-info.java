/**
 * Ports of the jobs: everything that enters or leaves a graph.
 *
 * <p>Knows the domain packages, {@code flink} and {@code flink.serde}; neither Kafka nor files.
 */
package dev.hotshard.connect;
