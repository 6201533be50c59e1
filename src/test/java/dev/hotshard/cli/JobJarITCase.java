package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobJarITCase {
    private static final String SERVICES = "META-INF/services/";

    private static JarFile jar;
    private static Set<String> entries;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(System.getProperty("hotshard.jar"));
        entries = jar.stream().map(JarEntry::getName).collect(Collectors.toSet());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void shouldStartWithSubmit() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                .isEqualTo(Submit.class.getName());
    }

    @Test
    void shouldHoldNothingOfFlinkButTheKafkaConnector() throws IOException {
        Set<String> connector = entriesOf(classPath("flink-connector-kafka"));

        assertThat(matching("org/apache/flink/.*\\.class"))
                .isNotEmpty()
                .filteredOn(name -> !connector.contains(name))
                .isEmpty();
    }

    @Test
    void shouldHoldNothingThatBindsLogging() {
        assertThat(matching("(org/(slf4j|apache/log4j|apache/logging|apache/commons/logging)|ch/qos)/.*"))
                .isEmpty();
        assertThat(matching("(.*/)?log4j2?[^/]*\\.(properties|xml)")).isEmpty();
    }

    @Test
    void shouldHoldNothingThatOnlyLocalCommandsNeed() {
        assertThat(matching("(kafka|scala|com/mixpanel|org/rocksdb|org/junit)/.*\\.class"))
                .isEmpty();
    }

    @Test
    void shouldHoldNoSignatures() {
        assertThat(matching("META-INF/[^/]+\\.(SF|DSA|RSA|EC)")).isEmpty();
    }

    @Test
    void shouldListTheProvidersOfAllThatItHolds() throws IOException {
        List<String> checked = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar")) {
                checked.addAll(assertProvidersListed(path));
            }
        }
        assertThat(checked)
                .contains(
                        "com.fasterxml.jackson.core.JsonFactory",
                        "org.apache.kafka.common.config.provider.FileConfigProvider",
                        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    }

    private static List<String> assertProvidersListed(String path) throws IOException {
        List<String> held = new ArrayList<>();
        try (ZipFile source = new ZipFile(path)) {
            for (String service : entriesOf(path)) {
                if (service.startsWith(SERVICES) && !source.getEntry(service).isDirectory()) {
                    List<String> providers = providers(source, service);
                    providers.removeIf(provider -> !entries.contains(provider.replace('.', '/') + ".class"));
                    if (!providers.isEmpty()) {
                        assertThat(entries).contains(service);
                        assertThat(providers(jar, service)).as(service).containsAll(providers);
                        held.addAll(providers);
                    }
                }
            }
        }
        return held;
    }

    private static List<String> providers(ZipFile file, String service) throws IOException {
        try (InputStream in = file.getInputStream(file.getEntry(service))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private static List<String> matching(String regex) {
        return entries.stream().filter(name -> name.matches(regex)).toList();
    }

    private static Set<String> entriesOf(String path) throws IOException {
        try (ZipFile file = new ZipFile(path)) {
            return file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    private static String classPath(String artifact) {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(path -> path.contains("/" + artifact + "-"))
                .findFirst()
                .orElseThrow();
    }
}
