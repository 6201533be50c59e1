/**
 * The ports of the jobs, through which all records enter and leave a graph.
 *
 * <p>Knows the domain packages, {@code flink} and {@code flink.serde}; neither Kafka nor files.
 */
package dev.hotshard.connect;
