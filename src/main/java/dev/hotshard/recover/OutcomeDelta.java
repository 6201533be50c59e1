package dev.hotshard.recover;

/**
 * How many more there are of something.
 *
 * @param outcome what is counted
 * @param key of {@link Outcome#RESTORED} whose events, else null
 * @param count how many, 1 at least
 */
public record OutcomeDelta(Outcome outcome, LedgerKey key, long count) {}
