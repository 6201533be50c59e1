package dev.hotshard.cli.local;

import java.io.PrintStream;

/**
 * Entry point of the broker's process. Formats the storage, unless it is formatted, and runs the broker:
 * one JVM start instead of two.
 */
public final class BrokerMain {
    /** Local brokers never meet, so one id serves all of them. */
    private static final String CLUSTER_ID = "hotshard-local-cluster";

    private BrokerMain() {}

    /**
     * Runs until the process ends.
     *
     * @param arguments the path of the broker's properties file
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", arguments[0]};
        // By name: the broker is a runtime dependency, so that no other code can depend on its classes.
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!status.equals(0)) {
            System.exit(1);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}
