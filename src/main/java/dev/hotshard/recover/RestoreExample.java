package dev.hotshard.recover;

import java.io.Serializable;

/**
 * A rewritten event and the event it was restored to.
 *
 * @param before the rewritten event: JSON, UTF-8
 * @param after the restored event: JSON, UTF-8
 */
public record RestoreExample(byte[] before, byte[] after) implements Serializable {}
