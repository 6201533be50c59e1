package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobJarLicencesITCase {
    private static final List<String> NOTICES = List.of("NOTICE", "META-INF/NOTICE", "META-INF/NOTICE.txt");
    private static final Pattern TEXT = Pattern.compile("(META-INF/)?[^/]*LICENSE[^/]*");

    @Test
    void shouldBeUnderTheApacheLicense() throws IOException {
        assertThat(text("META-INF/LICENSE"))
                .startsWith("\n                                 Apache License\n")
                .contains("Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "zstd-jni, JNI bindings to ZSTD Library, Luben Karavelov",
        "zstd-jni, JNI bindings to ZSTD Library, 'Meta Platforms, Inc.'",
        "zstd-jni, JNI bindings to ZSTD Library, Yuta Mori",
        "lz4-java, lz4-java itself is licensed under the Apache License, Yann Collet",
        "snappy-java, snappy-java itself is licensed under the Apache License, 'Google Inc.'",
        "snappy-java, snappy-java itself is licensed under the Apache License, Kiyoshi Masui",
        "kafka-clients, kafka-clients itself is licensed under the Apache License, 'Copyright 2008 Google Inc.'",
        "hash4j, hash4j itself is licensed under the Apache License, Aleksey Vaneev",
    })
    void shouldHoldTheTextsOfOtherLicences(String artifact, String start, String owner) throws IOException {
        assertThat(text("META-INF/licenses/LICENSE." + artifact))
                .startsWith(start)
                .contains(owner, "SOFTWARE IS PROVIDED");
    }

    @Test
    void shouldHoldTheLicencesThatLibrariesBring() {
        Set<String> entries = JobJar.entries(JobJar.PATH);

        assertThat(JobJar.bundled().stream().flatMap(jar -> JobJar.entries(jar).stream()))
                .filteredOn(name -> TEXT.matcher(name).matches())
                .contains("META-INF/FastDoubleParser-LICENSE")
                .filteredOn(name -> !name.matches("LICENSE|META-INF/LICENSE(\\.txt)?"))
                .allMatch(entries::contains);
    }

    @Test
    void shouldRepeatTheNoticesOfLibraries() throws IOException {
        List<String> notices = Stream.concat(
                        text("META-INF/NOTICE").lines(), text("NOTICE").lines())
                .map(String::strip)
                .toList();
        int checked = 0;
        for (Path jar : JobJar.bundled()) {
            for (String name : NOTICES) {
                if (JobJar.entries(jar).contains(name)) {
                    assertThat(notices).as(jar + "!" + name).containsAll(lines(JobJar.text(jar, name)));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(9);
    }

    @Test
    void shouldListEachLibraryInTheNotice() throws IOException {
        assertThat(JobJar.bundled()).isNotEmpty();
        List<String> listed = text("META-INF/NOTICE")
                .lines()
                .filter(line -> line.matches("  [\\w.]+:\\S+.*"))
                .map(line -> line.replaceFirst("^.*?:(\\S+).*", "$1"))
                .toList();

        assertThat(JobJar.bundled().stream().map(JobJarLicencesITCase::artifact))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    /** The artifact of a jar in a Maven repository, where it lies in {@code artifact/version/}. */
    private static String artifact(Path jar) {
        return jar.getParent().getParent().getFileName().toString();
    }

    /** All but comments and empty lines. */
    private static List<String> lines(String notice) {
        return notice.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .toList();
    }

    private static String text(String entry) throws IOException {
        return JobJar.text(JobJar.PATH, entry);
    }
}
