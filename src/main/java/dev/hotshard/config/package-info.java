/**
 * Options with their defaults and descriptions, their validation, and the settings made of them. Invalid
 * options fail before a graph exists.
 *
 * <p>Knows the domain packages, Flink's configuration, the settings of Kafka's clients and commons-text.
 */
package dev.hotshard.config;
