package dev.hotshard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package says what it is for and what it may know. */
class PackageInfoTest {

    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void shouldDescribeEveryPackage() throws IOException {
        List<Path> packages = packages();

        assertThat(packages).isNotEmpty().allSatisfy(folder -> {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info))
                    .startsWith("/**\n")
                    .contains("Knows ")
                    .endsWith("package " + name(folder) + ";\n");
        });
    }

    private static List<Path> packages() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }

    private static String name(Path folder) {
        return MAIN.relativize(folder).toString().replace(folder.getFileSystem().getSeparator(), ".");
    }
}
