/**
 * The demo's traffic, and the proof that its results are exact. Not in the job jar.
 *
 * <p>Knows {@code event}, {@code event.json}, {@code flink}, {@code config}, {@code job} and
 * {@code cli.local}.
 */
package dev.hotshard.cli.demo;
