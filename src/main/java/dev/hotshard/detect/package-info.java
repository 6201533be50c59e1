/**
 * The detector's logic, independent of where counts are stored: counts events, decides which are hot, and
 * determines hints and notices. Includes the cache of counts in front of keyed state.
 *
 * <p>Knows {@code event}, {@code notice} and {@code detect.gate}; neither Flink nor Kafka.
 */
package dev.hotshard.detect;
