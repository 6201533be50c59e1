package dev.hotshard.testkit.cluster;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The modules that this JVM was opened for the sake of Flink and RocksDB, so that a child can be opened the
 * same way.
 */
final class OpenModules {

    private OpenModules() {}

    static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens=") || argument.startsWith("--add-exports="))
                .toList();
    }
}
