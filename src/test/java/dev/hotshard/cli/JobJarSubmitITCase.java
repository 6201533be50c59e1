package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class JobJarSubmitITCase {
    private static final String OURS = "dev\\.hotshard\\..*";
    /** A line of jdeps output: a class and a class that it refers to. */
    private static final Pattern REFERENCE = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

    @Test
    void shouldPrintItsHelp() throws Exception {
        assertMessage("--help").startsWith("Usage: flink run hotshard.jar").contains("--bootstrap=HOST:PORT");
    }

    @Test
    void shouldRefuseAnUnknownOption() throws Exception {
        assertMessage("run", "--inptu", "a").startsWith("Unknown option: '--inptu': did you mean --input?");
    }

    @Test
    void shouldNameTheOptionsThatAreMissing() throws Exception {
        assertMessage("--bootstrap", "broker:9092", "--input", "a", "--output", "b")
                .startsWith("hotshard.kafka.hot-ids-topic is missing");
    }

    @Test
    void shouldReachNoClassOfOursOutsideTheJar() {
        Map<String, Set<String>> references = references();
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(Submit.class.getName()));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (reached.add(name)) {
                open.addAll(references.getOrDefault(name, Set.of()));
            }
        }

        Set<String> held = JobJar.classes(JobJar.PATH);
        assertThat(reached)
                .hasSizeGreaterThan(100)
                .filteredOn(name -> !held.contains(name.replace('.', '/') + ".class"))
                .isEmpty();
    }

    /** Our classes in the job jar, each with our classes that its constant pool refers to. */
    private static Map<String, Set<String>> references() {
        StringWriter out = new StringWriter();
        int status =
                ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), jdeps());
        assertThat(status).as(out.toString()).isZero();
        Map<String, Set<String>> references = new HashMap<>();
        out.toString()
                .lines()
                .map(REFERENCE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> references
                        .computeIfAbsent(line.group(1), name -> new HashSet<>())
                        .add(line.group(2)));
        return references;
    }

    private static String[] jdeps() {
        return Stream.of(
                        "--multi-release base -verbose:class -filter:none".split(" "),
                        new String[] {"-include", OURS, "-e", OURS, JobJar.PATH.toString()})
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    /** Runs the jar's entry point with only the class path of a cluster. */
    private static AbstractStringAssert<?> assertMessage(String... args) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> submit = loader.loadClass(Submit.class.getName());
            assertThat(submit).isNotSameAs(Submit.class);
            try {
                submit.getMethod("main", String[].class).invoke(null, (Object) args);
                throw new AssertionError("accepted: " + String.join(" ", args));
            } catch (InvocationTargetException e) {
                assertThat(e.getCause().getClass().getName())
                        .isEqualTo(ProgramParametrizationException.class.getName());
                return assertThat(e.getCause().getMessage());
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(JobJar.PATH.toUri().toURL());
        for (Path jar : JobJar.notBundled()) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
