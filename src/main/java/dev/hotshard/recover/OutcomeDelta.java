package dev.hotshard.recover;

/**
 * An increase of one count of a restore.
 *
 * @param outcome what is counted
 * @param key the key of restored events; null for every outcome but {@link Outcome#RESTORED}
 * @param count the increase, at least 1
 */
public record OutcomeDelta(Outcome outcome, LedgerKey key, long count) {}
