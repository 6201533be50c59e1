package dev.hotshard.cli;

import dev.hotshard.config.JobCommand;
import dev.hotshard.config.TopicRole;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds the flags that name topics to a command, as {@link TopicRole} lists them. */
abstract class TopicFlags implements IModelTransformer {

    private final JobCommand command;

    private TopicFlags(JobCommand command) {
        this.command = command;
    }

    /** The topics of the job. */
    static final class OfRun extends TopicFlags {
        OfRun() {
            super(JobCommand.RUN);
        }
    }

    /** The topics of a restore. */
    static final class OfRestore extends TopicFlags {
        OfRestore() {
            super(JobCommand.RESTORE);
        }
    }

    /** The topic of a breakdown. */
    static final class OfBreakdown extends TopicFlags {
        OfBreakdown() {
            super(JobCommand.BREAKDOWN);
        }
    }

    @Override
    public CommandSpec transform(CommandSpec spec) {
        for (TopicRole role : TopicRole.of(command)) {
            if (role.flag() != null) {
                spec.addOption(OptionSpec.builder(role.flag())
                        .paramLabel("TOPIC")
                        .type(String.class)
                        .description(role.description())
                        .build());
            }
        }
        return spec;
    }

    /** The topics given by flags, once the command line is parsed. */
    static Map<TopicRole, String> given(CommandSpec spec, JobCommand command) {
        Map<TopicRole, String> given = new EnumMap<>(TopicRole.class);
        for (TopicRole role : TopicRole.of(command)) {
            String name =
                    role.flag() == null ? null : spec.findOption(role.flag()).getValue();
            if (name != null) {
                given.put(role, name);
            }
        }
        return given;
    }
}
