package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobJarContentsITCase {
    private static final String OURS = "dev/hotshard/";

    /** Our packages in the job jar, below {@link #OURS}. */
    private static final List<String> OUR_PACKAGES = List.of(
            "cli",
            "config",
            "connect",
            "connect/file",
            "connect/kafka",
            "detect",
            "detect/gate",
            "event",
            "event/json",
            "flink",
            "flink/serde",
            "job",
            "mitigate",
            "notice",
            "recover",
            "recover/breakdown",
            "rules");

    /** Our packages that only local commands need. */
    private static final List<String> LOCAL_PACKAGES = List.of("cli/demo", "cli/local");

    /** Packages of dependencies, including subpackages. */
    private static final List<String> FOREIGN_PACKAGES = List.of(
            "com/dynatrace/hash4j",
            "com/fasterxml/jackson",
            "com/github/luben/zstd",
            "net/jpountz",
            "org/apache/commons/lang3",
            "org/apache/commons/text",
            "org/apache/flink/connector/kafka",
            "org/apache/flink/streaming/connectors/kafka",
            "org/apache/flink/streaming/util/serialization",
            "org/apache/kafka",
            "org/xerial/snappy",
            "picocli");

    private static final Set<String> ENTRIES = JobJar.entries(JobJar.PATH);
    private static final Set<String> CLASSES = JobJar.classes(JobJar.PATH);

    @Test
    void shouldHoldOurPackagesButNoneForLocalCommands() {
        assertThat(packages(CLASSES.stream().filter(name -> name.startsWith(OURS))))
                .containsExactlyInAnyOrderElementsOf(
                        OUR_PACKAGES.stream().map(OURS::concat).toList());
        for (String local : LOCAL_PACKAGES) {
            assertThat(ENTRIES).noneMatch(name -> name.startsWith(OURS + local + "/"));
        }
    }

    @Test
    void shouldHoldAllOurOtherClasses() throws IOException, URISyntaxException {
        Path built = Path.of(
                Submit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(CLASSES.stream().filter(name -> name.startsWith(OURS)))
                .containsExactlyInAnyOrderElementsOf(filesOf(built).stream()
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> LOCAL_PACKAGES.stream().noneMatch(local -> name.startsWith(OURS + local + "/")))
                        .toList());
    }

    @Test
    void shouldHoldThePackagesOfOthersThatAreListed() {
        Set<String> packages = packages(CLASSES.stream().filter(name -> !name.startsWith(OURS)));

        assertThat(packages).allMatch(name -> FOREIGN_PACKAGES.stream().anyMatch(foreign -> isBelow(name, foreign)));
        assertThat(FOREIGN_PACKAGES).allMatch(foreign -> packages.stream().anyMatch(name -> isBelow(name, foreign)));
    }

    private static boolean isBelow(String name, String parent) {
        return (name + "/").startsWith(parent + "/");
    }

    private static Set<String> packages(Stream<String> classes) {
        return classes.map(name -> name.substring(0, name.lastIndexOf('/'))).collect(Collectors.toSet());
    }

    /** Names of all files below {@code dir}, with {@code /}. */
    private static List<String> filesOf(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> dir.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
