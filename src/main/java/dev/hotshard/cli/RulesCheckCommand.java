package dev.hotshard.cli;

import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.Settings;
import dev.hotshard.connect.file.FileException;
import dev.hotshard.connect.file.ReadLinesFunction;
import dev.hotshard.connect.file.RuleFile;
import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.rules.InvalidRuleException;
import dev.hotshard.rules.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Checks a file of rules, and shows which of them applies to events.",
            "Says of each rule that does not apply why not."
        })
final class RulesCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private VerboseOption verbose;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "Rules, one JSON object per line or a JSON array.")
    private String file;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A record header of all events; repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--json", description = "Print one JSON object per event.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "EVENT",
            description = "Events as JSON; - reads them from standard input, one per line.")
    private List<String> events = List.of();

    private EventReader reader;
    private RulesCheckReport report;
    private Headers eventHeaders;

    @Override
    public Integer call() throws Exception {
        BoundedJob.quietLogs(true);
        Settings settings = Settings.of(common.over(JobCommand.RULES_CHECK, BoundedJob.defaults(), Map.of()));
        eventHeaders = headers();
        List<Rule> rules = rules();
        reader = new EventReader(
                settings.events().keySpec(), settings.events().maxEventBytes(), System::currentTimeMillis);
        report = new RulesCheckReport(rules, json);
        if (events.isEmpty()) {
            report.onlyRules();
        }
        for (String event : events) {
            if (event.equals(ReadLinesFunction.STANDARD_INPUT)) {
                checkStandardInput();
            } else {
                check(event);
            }
        }
        return report.allAreEvents() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Headers headers() {
        Headers all = Headers.NONE;
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        command.commandLine(), "--header without a name or '=': expected NAME=VALUE");
            }
            all = all.with(header.substring(0, equals), header.substring(equals + 1));
        }
        return all;
    }

    private List<Rule> rules() throws FileException {
        try {
            return RuleFile.read(file);
        } catch (InvalidRuleException e) {
            throw new InvalidOptionsException(
                    e.problems().stream().map(problem -> file + ", " + problem).toList());
        }
    }

    private void checkStandardInput() throws IOException {
        // Bytes pass through unchanged, so that the reader sees malformed UTF-8 too.
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                check(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void check(String event) throws IOException {
        check(event.getBytes(StandardCharsets.UTF_8));
    }

    private void check(byte[] value) throws IOException {
        Event event = reader.read(new SourceRecord(null, value, eventHeaders, SourceRecord.NO_TIMESTAMP, 0, 0));
        if (event == null) {
            report.rejected(reader.rejection());
        } else if (event.key() == null) {
            report.uncounted(reader.uncounted());
        } else {
            report.counted(event);
        }
    }
}
