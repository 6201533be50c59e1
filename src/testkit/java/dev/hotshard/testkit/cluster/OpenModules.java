package dev.hotshard.testkit.cluster;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The options that open modules of this JVM for Flink and RocksDB, so that a child process can have the
 * same.
 */
final class OpenModules {

    private OpenModules() {}

    static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens=") || argument.startsWith("--add-exports="))
                .toList();
    }
}
