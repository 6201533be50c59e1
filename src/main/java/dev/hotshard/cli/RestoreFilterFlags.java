package dev.hotshard.cli;

import dev.hotshard.event.KeySpec;
import dev.hotshard.recover.RestoreFilter;
import dev.hotshard.recover.RestoreSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The flags that select the events to restore and repair their ids. */
final class RestoreFilterFlags {

    enum InsertIds {
        KEEP,
        DERIVE
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--distinct-id",
            paramLabel = "ID",
            description = "Restore events with this original id; repeatable.")
    private List<String> distinctIds = List.of();

    @Option(names = "--event", paramLabel = "NAME", description = "Restore events with this original name; repeatable.")
    private List<String> events = List.of();

    @Option(names = "--project", paramLabel = "TOKEN", description = "Restore events of this project; repeatable.")
    private List<String> projects = List.of();

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "First event date to restore, YYYY-MM-DD.")
    private LocalDate since;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "Last event date to restore.")
    private LocalDate until;

    @Option(
            names = "--id-from",
            paramLabel = "PROPERTY",
            description = "Take the id of restored events from this property, where they have it.")
    private String idFrom;

    @Option(
            names = "--id-map",
            paramLabel = "FILE",
            description = "Replace ids of restored events by this CSV table, with the header old,new.")
    private Path idMap;

    @Option(
            names = "--insert-id",
            paramLabel = "keep|derive",
            converter = InsertIdsConverter.class,
            description = "Keep each $insert_id, or derive a new one, the same in every run (default: keep).")
    private InsertIds insertIds = InsertIds.KEEP;

    static final class DateConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a date: expected YYYY-MM-DD");
            }
        }
    }

    static final class InsertIdsConverter implements ITypeConverter<InsertIds> {
        @Override
        public InsertIds convert(String text) {
            return switch (text) {
                case "keep" -> InsertIds.KEEP;
                case "derive" -> InsertIds.DERIVE;
                default -> throw new TypeConversionException("'" + text + "': expected keep or derive");
            };
        }
    }

    /** @throws ParameterException if two of the options contradict each other */
    void check() {
        if (idFrom != null && idMap != null) {
            throw new ParameterException(command.commandLine(), "--id-from and --id-map exclude each other");
        }
        if (idFrom != null && idFrom.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--id-from is empty: expected the name of a property");
        }
        if (since != null && until != null && since.isAfter(until)) {
            throw new ParameterException(command.commandLine(), "--since " + since + " is after --until " + until);
        }
    }

    RestoreSpec spec(KeySpec keySpec) {
        return new RestoreSpec(
                keySpec,
                new RestoreFilter(distinctIds, events, projects, since, until),
                idFrom,
                idMap == null ? null : idMap.toString(),
                insertIds == InsertIds.DERIVE);
    }
}
