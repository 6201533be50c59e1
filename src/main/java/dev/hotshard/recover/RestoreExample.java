package dev.hotshard.recover;

import java.io.Serializable;

/** A rewritten event, and what it was restored to: JSON, UTF-8. */
public record RestoreExample(byte[] before, byte[] after) implements Serializable {}
