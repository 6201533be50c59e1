/**
 * Undoing the rewrite: restores events, repairs their ids, checks the limits of imports, and accounts
 * for every record read.
 *
 * <p>Knows {@code event} and {@code event.json}, commons-csv, DataSketches and Jackson; neither Flink nor Kafka.
 */
package dev.hotshard.recover;
