package dev.hotshard.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proves on mutated copies of the deployment that the schema can refuse. */
class CrdSchemaTest {

    private static final CrdSchema PUBLISHED = CrdSchema.published();
    private static final CrdSchema SCHEMA = PUBLISHED.with("v2_2");

    private ObjectNode deployment;

    @BeforeEach
    void read() throws IOException {
        deployment = (ObjectNode) new YAMLMapper().readTree(new File("k8s/flink-deployment.yaml"));
    }

    @Test
    void shouldMissOnlyTheFlinkVersionInThePublishedSchema() {
        assertThat(PUBLISHED.flinkVersions())
                .as("once the published schema knows v2_2, nothing needs to be patched")
                .contains("v1_20")
                .doesNotContain("v2_2");
        assertThat(PUBLISHED.errorsOf(deployment)).singleElement().asString().contains("/spec/flinkVersion");
        assertThat(SCHEMA.errorsOf(deployment)).isEmpty();
    }

    @Test
    void shouldRefuseAWrongType() {
        at("/spec/job").put("parallelism", "four");

        assertThat(SCHEMA.errorsOf(deployment))
                .singleElement()
                .asString()
                .contains("/spec/job/parallelism", "integer expected");
    }

    @Test
    void shouldRefuseANumberWhereFlinkConfigurationNeedsText() {
        at("/spec/flinkConfiguration").put("pipeline.max-parallelism", 720);

        assertThat(SCHEMA.errorsOf(deployment))
                .singleElement()
                .asString()
                .contains("pipeline.max-parallelism", "string expected");
    }

    @Test
    void shouldRefuseAnUnknownField() {
        at("/spec/job").put("upgradeMod", "savepoint");

        assertThat(SCHEMA.errorsOf(deployment)).singleElement().asString().contains("/spec/job", "upgradeMod");
    }

    @Test
    void shouldRefuseAnUnknownFieldInThePodTemplate() {
        at("/spec/podTemplate/spec/containers/0/securityContext").put("runAsNonroot", true);

        assertThat(SCHEMA.errorsOf(deployment))
                .singleElement()
                .asString()
                .contains("/spec/podTemplate/spec/containers/0/securityContext", "runAsNonroot");
    }

    @Test
    void shouldRefuseAValueOutsideAnEnumeration() {
        at("/spec/job").put("upgradeMode", "Savepoint");

        assertThat(SCHEMA.errorsOf(deployment)).singleElement().asString().contains("/spec/job/upgradeMode");
    }

    @Test
    void shouldRefuseMissingIndentation() {
        deployment.set("job", at("/spec").remove("job"));

        assertThat(SCHEMA.errorsOf(deployment)).singleElement().asString().contains("job");
    }

    private ObjectNode at(String path) {
        return (ObjectNode) deployment.at(path);
    }
}
