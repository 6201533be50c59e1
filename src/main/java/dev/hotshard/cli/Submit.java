package dev.hotshard.cli;

import dev.hotshard.job.InvalidOptionsException;
import dev.hotshard.job.KafkaJob;
import dev.hotshard.kafka.BrokersUnreachableException;
import dev.hotshard.kafka.Preflight;
import dev.hotshard.kafka.WrongTopicsException;
import java.net.URI;
import java.util.Arrays;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Entry of the job jar: {@code flink run hotshard.jar} with the arguments of the command {@code run}. Runs again at every
 * failover of a JobManager in application mode, so a broker that does not answer is a warning here.
 */
@Command(name = "flink run hotshard.jar", description = "Submits the Kafka job to a Flink cluster.")
public final class Submit {

    private static final Logger LOG = LoggerFactory.getLogger(Submit.class);

    @Mixin
    private KafkaFlags kafka;

    @Option(names = "--state", paramLabel = "URI",
            description = "Folder for checkpoints and savepoints that all of the cluster reaches (default: the cluster's).")
    private URI state;

    @Mixin
    private CommonOptions common;

    private Submit() {}

    /** @throws ProgramParametrizationException for a user's mistake: Flink prints its message alone */
    public static void main(String[] args) throws Exception {
        // The command line of the local command can be pasted behind the jar.
        Submit submit = new Submit();
        CommandLine line = CommandLines.of(submit);
        try {
            String[] words = ProgramArguments.utf8(args);
            String[] flags = words.length > 0 && words[0].equals("run") ? Arrays.copyOfRange(words, 1, words.length) : words;
            if (line.parseArgs(CommandLines.words(line, flags)).isUsageHelpRequested()) {
                throw new ProgramParametrizationException(line.getUsageMessage());
            }
            submit.submit();
        } catch (ParameterException e) {
            throw new ProgramParametrizationException(FailureReport.message(e));
        } catch (ProgramArguments.MalformedArgumentException | InvalidOptionsException | WrongTopicsException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
    }

    private void submit() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration conf = common.over((Configuration) env.getConfiguration(), kafka.options());
        if (state != null) {
            conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state + "/checkpoints");
            conf.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, state + "/savepoints");
        }
        KafkaJob job = KafkaJob.of(conf);
        env.configure(conf);
        check(job);
        job.define(env);
        env.execute("hotshard");
    }

    private static void check(KafkaJob job) {
        try {
            Preflight.check(job.kafka(), LOG::warn);
        } catch (BrokersUnreachableException e) {
            LOG.warn("Brokers and topics are not checked: {}", e.getMessage());
        }
    }
}
