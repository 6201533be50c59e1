package dev.hotshard.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The schema of FlinkDeployment as the operator publishes it, made strict. A field that the schema does not
 * name is an error; an API server would drop it silently.
 */
final class CrdSchema {

    private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final String VERSIONS = "/properties/spec/properties/flinkVersion/enum";

    /**
     * Structural schemas are OpenAPI 3.0 with two more keywords. An {@code anyOf} beside the first repeats
     * its meaning, and {@link #forbidUnknownFields} handles the second.
     */
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getOpenApi30())
                    .keyword(new NonValidationKeyword("x-kubernetes-int-or-string"))
                    .keyword(new NonValidationKeyword("x-kubernetes-preserve-unknown-fields"))
                    .build());

    private final ObjectNode schema;

    private CrdSchema(ObjectNode schema) {
        this.schema = schema;
    }

    /** The published schema, made strict. */
    static CrdSchema published() {
        try (InputStream in = CrdSchema.class.getResourceAsStream(CRD)) {
            ObjectNode schema =
                    (ObjectNode) new YAMLMapper().readTree(in).at("/spec/versions/0/schema/openAPIV3Schema");
            ObjectNode fields = (ObjectNode) schema.get("properties");
            fields.putObject("apiVersion").putArray("enum").add("flink.apache.org/v1beta1");
            fields.putObject("kind").putArray("enum").add("FlinkDeployment");
            fields.putObject("metadata").put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            forbidUnknownFields(schema);
            return new CrdSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of {@code flinkVersion} that the published schema knows. */
    List<String> flinkVersions() {
        return StreamSupport.stream(schema.at(VERSIONS).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Returns this schema with one more Flink version. */
    CrdSchema with(String flinkVersion) {
        ObjectNode patched = schema.deepCopy();
        ((ArrayNode) patched.at(VERSIONS)).add(flinkVersion);
        return new CrdSchema(patched);
    }

    /** The errors of a whole FlinkDeployment, one line each. */
    List<String> errorsOf(JsonNode deployment) {
        return errors(schema, deployment);
    }

    /** The errors of a pod template in any document, one line each. */
    List<String> errorsOfPodTemplate(JsonNode template) {
        return errors(schema.at("/properties/spec/properties/podTemplate"), template);
    }

    private static List<String> errors(JsonNode schema, JsonNode document) {
        return REGISTRY.getSchema(schema).validate(document).stream()
                .map(Error::toString)
                .toList();
    }

    /**
     * A structural schema keeps a field that it names, that {@code additionalProperties} covers, or that
     * lies below a node that preserves unknown fields.
     */
    private static void forbidUnknownFields(JsonNode schema) {
        boolean isObject = schema.path("type").asText().equals("object");
        boolean takesOthers = schema.has("additionalProperties")
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (isObject && !takesOthers) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(CrdSchema::forbidUnknownFields);
        for (String children : List.of("items", "additionalProperties")) {
            if (schema.path(children).isObject()) {
                forbidUnknownFields(schema.get(children));
            }
        }
    }
}
