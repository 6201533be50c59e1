/**
 * The decision on one event, apart from where counts are stored: what its count becomes, whether its key is
 * hot, and which hints and notices follow. Includes the cache of counts in front of keyed state.
 *
 * <p>Knows {@code event}, {@code notice} and {@code detect.gate}; neither Flink nor Kafka.
 */
package dev.hotshard.detect;
