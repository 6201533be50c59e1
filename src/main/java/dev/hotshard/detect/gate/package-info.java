/**
 * The gate's part of detection: hints and their JSON, the table of keys known to be hot, and the sketch
 * that counts the events that a gate admits by itself.
 *
 * <p>Knows {@code event}, {@code event.json} and Jackson; neither Flink nor Kafka. Feed and sender of hints are
 * ports that {@code connect} implements.
 */
package dev.hotshard.detect.gate;
