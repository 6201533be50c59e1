/**
 * Options with their defaults and descriptions, their validation, and the settings made of them. Invalid
 * options fail before a graph exists.
 *
 * <p>Knows the domain packages and Flink's configuration.
 */
package dev.hotshard.config;
