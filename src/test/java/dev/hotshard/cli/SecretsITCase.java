package dev.hotshard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.cli.local.LocalCluster;
import dev.hotshard.config.KafkaJobSettings;
import dev.hotshard.job.KafkaJob;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Secret options as Flink's REST endpoint and the web UI show them. */
class SecretsITCase {

    private static final String SECRET = "swordfish";
    private static final Map<String, String> OPTIONS = Map.of(
            "hotshard.hash-secret",
            SECRET,
            "hotshard.kafka.properties.ssl.key.password",
            SECRET,
            "hotshard.kafka.properties.ssl.truststore.password",
            SECRET,
            "hotshard.kafka.properties.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"" + SECRET
                    + "\";",
            // No broker answers there, so the job keeps restarting during the test.
            "hotshard.kafka.bootstrap-servers",
            "127.0.0.1:1",
            "hotshard.kafka.input-topic",
            "a",
            "hotshard.kafka.output-topic",
            "b",
            "hotshard.kafka.hot-ids-topic",
            "c",
            "hotshard.kafka.dead-letters-topic",
            "d");

    @Test
    void shouldMaskSecretsWhereFlinkShowsOptions() throws Exception {
        Configuration conf = LocalCluster.configuration();
        OPTIONS.forEach(conf::setString);
        KafkaJobSettings job = KafkaJobSettings.of(conf);
        try (LocalCluster cluster = LocalCluster.start(conf, 1)) {
            StreamExecutionEnvironment env = LocalCluster.environment(conf, 1);
            KafkaJob.define(env, job);
            JobID id = cluster.submit(env, "secrets");

            URI rest = cluster.restAddress();
            String options = get(rest.resolve("/jobmanager/config"));
            assertThat(options)
                    .as("an answer with all options")
                    .contains("hotshard.hash-secret", "ssl.key.password", "sasl.jaas.config");
            for (String path : List.of(
                    "/jobmanager/config",
                    "/config",
                    "/jobs/" + id,
                    "/jobs/" + id + "/config",
                    "/jobs/" + id + "/plan",
                    "/jobs/" + id + "/checkpoints/config")) {
                assertThat(get(rest.resolve(path))).as(path).doesNotContain(SECRET);
            }
            cluster.cancel(id);
        }
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
