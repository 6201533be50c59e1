package dev.hotshard.cli;

import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.config.JobCommand;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.connect.kafka.BrokersUnreachableException;
import dev.hotshard.connect.kafka.OwnerWatch;
import dev.hotshard.connect.kafka.Preflight;
import dev.hotshard.connect.kafka.TopicSetupException;
import dev.hotshard.connect.kafka.TransactionIds;
import dev.hotshard.connect.kafka.TransactionsInUseException;
import dev.hotshard.job.KafkaJob;
import java.net.URI;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Entry point of the job jar: {@code flink run hotshard.jar}, with those flags of the command {@code run}
 * that apply to a cluster. In application mode it runs again at every failover of a JobManager, so an
 * unreachable broker causes only a warning here.
 */
@Command(
        name = "flink run hotshard.jar",
        modelTransformer = TopicFlags.OfRun.class,
        description = "Submits the Kafka job to a Flink cluster.")
public final class Submit {

    private static final Logger LOG = LoggerFactory.getLogger(Submit.class);

    @Mixin
    private KafkaFlags kafka;

    @Option(
            names = "--state",
            paramLabel = "URI",
            description =
                    "Folder for checkpoints and savepoints that the whole cluster can reach (default: the cluster's).")
    private URI state;

    @Mixin
    private ThresholdOption threshold;

    @Mixin
    private CommonOptions common;

    private Submit() {}

    /** @throws ProgramParametrizationException for a mistake of the user; Flink prints only its message */
    public static void main(String[] args) throws Exception {
        // Accepts the local command line pasted after the jar, except for flags that concern this machine.
        Submit submit = new Submit();
        CommandLine line = CommandLines.of(submit);
        try {
            String[] words = ProgramArguments.utf8(args);
            String[] flags =
                    words.length > 0 && words[0].equals("run") ? Arrays.copyOfRange(words, 1, words.length) : words;
            if (line.parseArgs(CommandLines.words(line, flags)).isUsageHelpRequested()) {
                throw new ProgramParametrizationException(line.getUsageMessage());
            }
            submit.submit();
        } catch (ParameterException e) {
            throw new ProgramParametrizationException(UsageMessage.of(e));
        } catch (ProgramArguments.MalformedArgumentException
                | InvalidOptionsException
                | TopicSetupException
                | TransactionsInUseException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
    }

    private void submit() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration conf =
                common.over(JobCommand.RUN, (Configuration) env.getConfiguration(), threshold.and(kafka.options()));
        if (state != null) {
            conf.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, state + "/checkpoints");
            conf.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, state + "/savepoints");
        }
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        env.configure(conf);
        KafkaJob.define(env, job);
        if (check(job)) {
            refuseSecondOwner(job, conf);
        }
        env.execute("hotshard");
    }

    /** @throws TransactionsInUseException if another job runs with the same transactional ids */
    private static void refuseSecondOwner(KafkaJobSettings job, Configuration conf) throws InterruptedException {
        LOG.info(
                "Consumer group {}, transactional ids {}-*",
                job.kafka().groupId(),
                job.kafka().clients().transactionalIdPrefix());
        try (OwnerWatch owners =
                OwnerWatch.start(job.kafka().clients(), TransactionIds.JOB, conf, LOG::info, LOG::warn)) {
            owners.await();
        } catch (BrokersUnreachableException e) {
            LOG.warn("Cannot check whether another job runs with the same transactional ids: {}", e.getMessage());
        } catch (TransactionsInUseException e) {
            if (!mayBeFailover(conf)) {
                throw e;
            }
            LOG.warn(
                    "Starting anyway, because this may be a failover of the JobManager while its tasks still run: {}",
                    e.getMessage());
        }
    }

    /**
     * In application mode with high availability, a new leader runs this again while tasks of the previous
     * leader may still be running.
     */
    static boolean mayBeFailover(Configuration conf) {
        return EmbeddedExecutor.NAME.equals(conf.get(DeploymentOptions.TARGET))
                && HighAvailabilityMode.isHighAvailabilityModeActivated(conf);
    }

    /** Returns false if no broker answers. */
    private static boolean check(KafkaJobSettings job) {
        try {
            Preflight.check(job.kafka(), LOG::warn);
            return true;
        } catch (BrokersUnreachableException e) {
            LOG.warn("Cannot check brokers and topics: {}", e.getMessage());
            return false;
        }
    }
}
