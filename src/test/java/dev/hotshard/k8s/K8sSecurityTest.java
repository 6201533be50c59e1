package dev.hotshard.k8s;

import static dev.hotshard.k8s.Manifests.json;
import static dev.hotshard.k8s.Manifests.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class K8sSecurityTest {

    private static Manifests manifests;

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        manifests = Manifests.renderedOrSkip();
    }

    @Test
    void shouldOpenTheRestPortToTheOperatorOnly() throws IOException {
        JsonNode policy = manifests.only("NetworkPolicy").get("spec");
        assertThat(policy.at("/podSelector/matchLabels/app")).isEqualTo(manifests.name("FlinkDeployment"));

        List<JsonNode> rules = list(policy.get("ingress"));
        assertThat(rules).hasSize(3);
        assertThat(rules.get(0)).isEqualTo(json("{'from': [{'podSelector': {'matchLabels': {'app': 'hotshard'}}}]}"));
        assertThat(rules.get(1))
                .isEqualTo(json("{'from': [{'namespaceSelector': {},"
                        + " 'podSelector': {'matchLabels': {'app.kubernetes.io/name': 'flink-kubernetes-operator'}}}],"
                        + " 'ports': [{'protocol': 'TCP', 'port': 8081}]}"));
        assertThat(rules.get(2)).isEqualTo(json("{'ports': [{'protocol': 'TCP', 'port': 9249}]}"));
    }

    @Test
    void shouldForbidRootInEveryPod() throws IOException {
        List<JsonNode> pods = List.of(
                manifests.only("FlinkDeployment").at("/spec/podTemplate/spec"),
                manifests.only("Job").at("/spec/template/spec"));
        JsonNode unprivileged = json("{'allowPrivilegeEscalation': false, 'capabilities': {'drop': ['ALL']}}");

        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(list(pod.get("containers")))
                    .extracting(container -> container.get("securityContext"))
                    .containsOnly(unprivileged);
        });
    }

    @Test
    void shouldRunTheJobUnderTheAccountOfTheRole() {
        JsonNode binding = manifests.only("RoleBinding");

        assertThat(manifests.only("FlinkDeployment").at("/spec/serviceAccount"))
                .isEqualTo(manifests.name("ServiceAccount"));
        assertThat(binding.at("/subjects/0/name")).isEqualTo(manifests.name("ServiceAccount"));
        assertThat(binding.at("/subjects/0/namespace")).isEqualTo(manifests.name("Namespace"));
        assertThat(binding.at("/roleRef/name")).isEqualTo(manifests.name("Role"));
    }
}
