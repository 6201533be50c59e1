package dev.hotshard.notice;

import java.time.Instant;

/**
 * A running total of a hot id. Totals of one life supersede each other.
 *
 * @param id the hot id
 * @param threshold the threshold in force, in events
 * @param count the events counted since the life began
 * @param rewritten the events rewritten since the life began, by detector and gate
 * @param countedAt the processing time of the total, in whole milliseconds
 */
public record TotalNotice(HotId id, long threshold, long count, long rewritten, Instant countedAt) {}
