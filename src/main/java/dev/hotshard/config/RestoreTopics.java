package dev.hotshard.config;

import java.io.Serializable;

/**
 * The topics of a restore.
 *
 * @param from where rewritten events are read from
 * @param to where restored events go; null if nothing is written
 * @param left where all others go, or null to leave them where they are
 * @param deadLetters where what is not JSON goes, or null to leave it where it is
 * @param create whether missing topics are created
 */
public record RestoreTopics(String from, String to, String left, String deadLetters, boolean create)
        implements Serializable {}
