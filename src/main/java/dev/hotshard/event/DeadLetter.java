package dev.hotshard.event;

/** A record that cannot go on, untouched, and why. */
public record DeadLetter(SourceRecord source, Rejection rejection) {}
