package dev.hotshard.cli.local;

import java.io.PrintStream;

/**
 * Entry of the broker's process: formats the storage unless that is done, then runs the broker; one JVM
 * start instead of two.
 */
public final class BrokerMain {
    /** Brokers of this kind never meet, so one id serves them all. */
    private static final String CLUSTER_ID = "hotshard-local-cluster";

    private BrokerMain() {}

    /**
     * Runs until the process is ended.
     *
     * @param arguments the path of the broker's properties file
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", arguments[0]};
        // By name: the broker's artifact is a runtime dependency, so that nothing else can come to rest on
        // its classes.
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!status.equals(0)) {
            System.exit(1);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}
