package dev.hotshard.cli;

import dev.hotshard.cli.local.LostClusterException;
import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.connect.file.FileException;
import dev.hotshard.connect.kafka.BrokersUnreachableException;
import dev.hotshard.connect.kafka.OpenTransactionsException;
import dev.hotshard.connect.kafka.TopicSetupException;
import dev.hotshard.connect.kafka.TransactionsInUseException;
import dev.hotshard.flink.ChangedEndpointsException;
import dev.hotshard.flink.ChangedKeySpecException;
import dev.hotshard.recover.IdMapException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Prints failures to standard error, with a stack trace only if {@code --verbose} asks for it. */
final class FailureReport {

    private FailureReport() {}

    /** Reports an invalid command line and returns the exit code. */
    static int usage(ParameterException e) {
        return usage(e.getCommandLine(), UsageMessage.of(e));
    }

    static int usage(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        print(err, command, message);
        err.println("See " + name + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    /** Reports a command that failed while it ran and returns the exit code. */
    static int failure(Exception e, CommandLine command) {
        Optional<InvalidOptionsException> invalid = ExceptionUtils.findThrowable(e, InvalidOptionsException.class);
        if (invalid.isPresent()) {
            return usage(command, invalid.get().getMessage());
        }
        PrintWriter err = command.getErr();
        print(err, command, message(e));
        if (verbose(command)) {
            e.printStackTrace(err);
        } else if (!isExplained(e)) {
            err.println("Run it with " + VerboseOption.NAME + " for details.");
        }
        err.flush();
        return ExitCode.FAILED;
    }

    /** Reports a command that failed to write its output and returns the exit code. */
    static int failure(CommandLine command, String message) {
        print(command.getErr(), command, message);
        command.getErr().flush();
        return ExitCode.FAILED;
    }

    private static void print(PrintWriter err, CommandLine command, String message) {
        message.lines().forEach(line -> err.println(command.getCommandSpec().qualifiedName() + ": " + line));
    }

    private static boolean verbose(CommandLine command) {
        return command.getParseResult().hasMatchedOption(VerboseOption.NAME);
    }

    private static String message(Throwable e) {
        return explanation(e).map(Throwable::getMessage).orElseGet(() -> {
            Throwable root = rootCause(e);
            return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        });
    }

    private static boolean isExplained(Throwable e) {
        return explanation(e).isPresent();
    }

    /** The cause whose message is written for the user. */
    private static Optional<Throwable> explanation(Throwable e) {
        return Arrays.<Class<? extends Throwable>>asList(
                        CommandException.class,
                        FileException.class,
                        IdMapException.class,
                        ChangedKeySpecException.class,
                        ChangedEndpointsException.class,
                        BrokersUnreachableException.class,
                        TopicSetupException.class,
                        TransactionsInUseException.class,
                        LostClusterException.class,
                        OpenTransactionsException.class)
                .stream()
                .flatMap(type -> ExceptionUtils.findThrowable(e, type).stream())
                .map(Throwable.class::cast)
                .findFirst();
    }

    private static Throwable rootCause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
