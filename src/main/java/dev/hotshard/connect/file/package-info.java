/**
 * The file side of the ports: reads lines, arrays and gzip, writes results as lines and batches.
 *
 * <p>Knows {@code connect}, {@code config} and all below; nothing of commands or graphs.
 */
package dev.hotshard.connect.file;
