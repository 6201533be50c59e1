/**
 * Notices of hot ids, one record per type, and their JSON.
 *
 * <p>Knows {@code event} and {@code event.json}, and Jackson only inside method bodies; neither Flink nor
 * Kafka.
 */
package dev.hotshard.notice;
