package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/**
 * How {@code flink run hotshard.jar} reports invalid arguments. Flink prints only the message.
 */
class SubmitTest {

    private static final String MISSING = """
            hotshard.kafka.hot-ids-topic is missing: expected the name of a topic (--hot-ids)
            hotshard.kafka.dead-letters-topic is missing: expected the name of a topic (--dead-letters)
            execution.checkpointing.interval is missing: expected a duration such as 10 s, at least 10 ms; \
            without checkpoints nothing is ever committed""";
    private static final String[] FLAGS = {"--bootstrap", "broker:9092", "--input", "a", "--output", "b"};

    @Test
    void shouldReportAllProblemsTogether() {
        assertRefused(FLAGS).hasMessage(MISSING);
    }

    @Test
    void shouldAcceptTheArgumentsOfTheLocalCommand() {
        assertRefused(Stream.concat(Stream.of("run"), Stream.of(FLAGS)).toArray(String[]::new))
                .hasMessage(MISSING);
    }

    @Test
    void shouldNameAnUnknownOption() {
        assertRefused("--inptu", "a").hasMessageStartingWith("Unknown option: '--inptu': did you mean --input?");
        assertRefused("-D", "hotshard.treshold=1")
                .message()
                .contains("unknown option hotshard.treshold: did you mean hotshard.threshold?");
        assertRefused("-D", "hotshard.threshold").hasMessage("-D without a key or '=': expected KEY=VALUE");
    }

    @Test
    void shouldPrintTheHelpOfTheJar() {
        assertRefused("--help")
                .message()
                .startsWith("Usage: flink run hotshard.jar")
                .contains("--bootstrap=HOST:PORT", "--state=URI");
    }

    @Test
    void shouldTakeOnlyARepeatedSubmissionForAFailover() {
        Configuration conf = new Configuration();
        conf.setString("execution.target", "embedded");
        assertThat(Submit.mayBeFailover(conf))
                .as("without high availability there is no other leader")
                .isFalse();

        conf.setString("high-availability.type", "kubernetes");
        assertThat(Submit.mayBeFailover(conf)).isTrue();

        conf.setString("execution.target", "remote");
        assertThat(Submit.mayBeFailover(conf)).as("flink run").isFalse();
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(String... args) {
        return assertThatThrownBy(() -> Submit.main(args)).isExactlyInstanceOf(ProgramParametrizationException.class);
    }
}
