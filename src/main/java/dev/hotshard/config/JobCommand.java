package dev.hotshard.config;

/**
 * The commands that take options. Restore and breakdown occur twice, because fewer options act when they read
 * files.
 */
public enum JobCommand {
    DETECT("detect"),
    RUN("run"),
    RESTORE("restore"),
    RESTORE_FILES("restore of files"),
    BREAKDOWN("breakdown"),
    BREAKDOWN_FILES("breakdown of files"),
    DEMO("demo"),
    RULES_CHECK("rules check");

    private final String text;

    JobCommand(String text) {
        this.text = text;
    }

    /** The command in the words of a message. */
    @Override
    public String toString() {
        return text;
    }
}
