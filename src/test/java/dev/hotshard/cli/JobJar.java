package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The job jar of this build, and the jars on the class path that it contains. */
final class JobJar {
    static final Path PATH = Path.of(System.getProperty("hotshard.jar"));

    private static final String VERSIONS = "META-INF/versions/\\d+/";

    private JobJar() {}

    /** Names of the files in {@code jar}. */
    static Set<String> entries(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the class files in {@code jar}; those for newer Java versions appear under their plain name. */
    static Set<String> classes(Path jar) {
        return entries(jar).stream()
                .map(name -> name.replaceFirst(VERSIONS, ""))
                .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                .collect(Collectors.toSet());
    }

    /** The content of a file in {@code jar}; fails if the file is missing. */
    static String text(Path jar, String entry) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry found = file.getEntry(entry);
            assertThat(found).as(entry).isNotNull();
            try (InputStream in = file.getInputStream(found)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** The jars on the class path that share a class with the job jar. */
    static List<Path> bundled() {
        Set<String> classes = classes(PATH);
        return classPath()
                .filter(jar -> classes(jar).stream().anyMatch(classes::contains))
                .toList();
    }

    /** The jars on the class path that are not in the job jar. */
    static List<Path> notBundled() {
        Set<String> classes = classes(PATH);
        return classPath()
                .filter(jar -> classes(jar).stream().noneMatch(classes::contains))
                .toList();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .map(Path::of);
    }
}
