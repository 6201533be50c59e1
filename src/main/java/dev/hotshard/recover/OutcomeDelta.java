package dev.hotshard.recover;

/**
 * How many more there are of something.
 *
 * @param total what is counted
 * @param of of {@link Outcome#RESTORED} whose events, else null
 * @param count how many, 1 at least
 */
public record OutcomeDelta(Outcome total, IdDate of, long count) {}
