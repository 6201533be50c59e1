package dev.hotshard.recovery;

/**
 * How many more there are of something.
 *
 * @param total what is counted
 * @param of of {@link RestoreTotal#RESTORED} whose events, else null
 * @param count how many, 1 at least
 */
public record RestoreCount(RestoreTotal total, IdDate of, long count) {}
