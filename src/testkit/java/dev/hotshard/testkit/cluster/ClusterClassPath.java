package dev.hotshard.testkit.cluster;

import dev.hotshard.cli.local.ChildMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a Flink cluster's own processes: what a distribution of Flink has in {@code lib}, taken
 * from the class path of the tests. It excludes what belongs in the job jar, so that tests fail if the
 * jar lacks a class.
 */
final class ClusterClassPath {
    private static final Pattern IN_LIB = Pattern.compile(String.join(
            "|",
            "flink-(?!connector-kafka|test-|table-|statebackend-changelog|dstl).*(?<!-tests)",
            "frocksdbjni-.*",
            "(kryo|reflectasm|objenesis|minlog)-.*",
            "commons-(cli|collections|compress|io|lang3|math3|text)-.*",
            "(snappy-java|lz4-java)-.*",
            "(snakeyaml-engine|javassist|async-profiler|jsr305)-.*",
            "(log4j-|slf4j-).*"));

    private ClusterClassPath() {}

    /**
     * Finds the jars and puts {@link ChildMain}, which ties a process to this one, into {@code dir} beside
     * them.
     */
    static String create(Path dir) throws IOException {
        Path main = dir.resolve(ChildMain.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(main.getParent());
        try (InputStream source = ChildMain.class.getResourceAsStream("ChildMain.class")) {
            Files.write(main, source.readAllBytes());
        }
        return Stream.concat(Stream.of(dir.toString()), jars().stream())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static List<String> jars() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry ->
                        entry.endsWith(".jar") && IN_LIB.matcher(nameOf(entry)).matches())
                .toList();
    }

    private static String nameOf(String jar) {
        String file = Path.of(jar).getFileName().toString();
        return file.substring(0, file.length() - ".jar".length());
    }
}
