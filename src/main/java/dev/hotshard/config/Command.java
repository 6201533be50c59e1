package dev.hotshard.config;

/** The commands that take options. */
public enum Command {
    DETECT,
    RUN,
    RESTORE,
    BREAKDOWN,
    DEMO
}
