package dev.hotshard.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.opentest4j.TestAbortedException;

/** The documents that {@code kubectl apply -k k8s} would send, one per object. */
record Manifests(List<JsonNode> documents) {

    private static final String NO_KUBECTL =
            "SKIPPED: k8s/ is not rendered because kubectl is not on the PATH. Debian's package "
                    + "kubernetes-client contains it.";

    /**
     * Renders the manifests with the {@code kubectl} on the path. Without it, reports this on stderr and
     * skips the tests of the caller.
     */
    static Manifests renderedOrSkip() throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder("kubectl", "kustomize", "k8s")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException absent) {
            System.err.println(NO_KUBECTL);
            throw new TestAbortedException(NO_KUBECTL);
        }
        List<JsonNode> documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(kubectl.getInputStream())
                .readAll();
        if (!kubectl.waitFor(30, TimeUnit.SECONDS) || kubectl.exitValue() != 0) {
            kubectl.destroyForcibly();
            throw new IOException("kubectl kustomize k8s failed");
        }
        return new Manifests(documents);
    }

    List<JsonNode> ofKind(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The only object of a kind. */
    JsonNode only(String kind) {
        assertThat(ofKind(kind)).as(kind).hasSize(1);
        return ofKind(kind).get(0);
    }

    /** The name of the only object of a kind. */
    JsonNode name(String kind) {
        return only(kind).at("/metadata/name");
    }

    Map<String, String> flinkConfiguration() {
        return new ObjectMapper()
                .convertValue(only("FlinkDeployment").at("/spec/flinkConfiguration"), new TypeReference<>() {});
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** Parses JSON that is written with single quotes. */
    static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
