package dev.hotshard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingConfTest {

    private static final String LEVEL = "hotshard.log.level";
    private static final String EXCEPTION = "hotshard.log.exception";

    private final String levelBefore = System.getProperty(LEVEL);
    private final String exceptionBefore = System.getProperty(EXCEPTION);

    @AfterEach
    void restoreProperties() {
        set(LEVEL, levelBefore);
        set(EXCEPTION, exceptionBefore);
    }

    @Test
    void shouldLogWarningsUnlessTheyMeanNothing() {
        Configuration conf = load(null, null);

        assertThat(console(conf).getTarget()).isEqualTo(ConsoleAppender.Target.SYSTEM_ERR);
        assertThat(conf.getRootLogger().getLevel()).isEqualTo(Level.WARN);
        assertThat(conf.getLoggerConfig("dev.hotshard.Any").getLevel()).isEqualTo(Level.WARN);
        assertThat(conf.getLoggerConfig("org.apache.kafka.clients.Metadata").getLevel())
                .isEqualTo(Level.ERROR);
        assertThat(conf.getLoggerConfig("org.apache.kafka.clients.NetworkClient")
                        .getLevel())
                .isEqualTo(Level.OFF);
    }

    @Test
    void shouldApplyTheLevelToAllLoggers() {
        Configuration conf = load("DEBUG", null);

        assertThat(conf.getRootLogger().getLevel()).isEqualTo(Level.DEBUG);
        assertThat(conf.getLoggers().values())
                .extracting(logger -> logger.getLevel())
                .containsOnly(Level.DEBUG);
    }

    @Test
    void shouldLogAnExceptionInOneLineByDefault() {
        assertThat(printed(load(null, null)))
                .endsWith("WARN  d.h.Any - failed java.lang.IllegalStateException: why" + System.lineSeparator());
        assertThat(printed(load(null, "full"))).contains("\tat " + LoggingConfTest.class.getName());
    }

    private static String printed(Configuration conf) {
        return console(conf)
                .getLayout()
                .toSerializable(Log4jLogEvent.newBuilder()
                        .setLoggerName("dev.hotshard.Any")
                        .setLevel(Level.WARN)
                        .setMessage(new SimpleMessage("failed"))
                        .setThrown(new IllegalStateException("why", new RuntimeException("cause")))
                        .build())
                .toString();
    }

    private static ConsoleAppender console(Configuration conf) {
        return conf.getAppender("console");
    }

    private static Configuration load(String level, String exception) {
        set(LEVEL, level);
        set(EXCEPTION, exception);
        LoggerContext context = new LoggerContext("test");
        Configuration conf = ConfigurationFactory.getInstance()
                .getConfiguration(
                        context,
                        "test",
                        Path.of("flink-conf/log4j-console.properties").toUri());
        conf.initialize();
        return conf;
    }

    private static void set(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
