/**
 * Commands, their flags, help, output and exit codes; {@code Submit} is the entry point of the job jar.
 *
 * <p>Knows every other package, and alone knows picocli.
 */
package dev.hotshard.cli;
