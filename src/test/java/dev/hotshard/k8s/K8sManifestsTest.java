package dev.hotshard.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hotshard.testkit.cluster.FlinkOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class K8sManifestsTest {

    /** Options that depend on the cluster; all others come from flink-conf/config.yaml. */
    private static final Set<String> OF_THE_CLUSTER = Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.storageDir",
            "high-availability.type",
            "state.backend.rocksdb.localdir",
            "taskmanager.memory.jvm-overhead.fraction",
            "taskmanager.memory.managed.fraction",
            "taskmanager.numberOfTaskSlots");

    private static final Set<String> OF_THE_OPERATOR = Set.of("kubernetes.operator.job.restart.failed");

    private static Manifests manifests;

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        manifests = Manifests.renderedOrSkip();
    }

    @Test
    void shouldConformToTheSchemaOfTheOperator() {
        System.err.println(
                "PATCHED: the published schema of FlinkDeployment knows no Flink 2.2; v2_2 was added to check k8s/.");
        CrdSchema schema = CrdSchema.published().with("v2_2");

        assertThat(manifests.ofKind("FlinkDeployment"))
                .isNotEmpty()
                .allSatisfy(
                        deployment -> assertThat(schema.errorsOf(deployment)).isEmpty());
    }

    @Test
    void shouldConformToThePodSchemaInJobs() {
        CrdSchema schema = CrdSchema.published();

        assertThat(manifests.ofKind("Job"))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(schema.errorsOfPodTemplate(job.at("/spec/template")))
                        .isEmpty());
    }

    @Test
    void shouldDeployFlinkConfAndTheOptionsOfTheCluster() {
        Map<String, String> common =
                GlobalConfiguration.loadConfiguration("flink-conf").toMap();
        Map<String, String> deployed = manifests.flinkConfiguration();

        assertThat(deployed).containsAllEntriesOf(common);
        Set<String> own = new TreeSet<>(deployed.keySet());
        own.removeAll(common.keySet());
        own.removeAll(OF_THE_OPERATOR);
        assertThat(own).isEqualTo(OF_THE_CLUSTER);
        assertThat(FlinkOptions.byKey()).containsKeys(own.toArray(String[]::new));
    }

    @Test
    void shouldLeaveEnoughMemoryToRocksDb() {
        JsonNode spec = manifests.only("FlinkDeployment").get("spec");
        Configuration conf = Configuration.fromMap(manifests.flinkConfiguration());
        conf.set(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                MemorySize.parse(spec.at("/taskManager/resource/memory").asText()));
        conf.set(
                JobManagerOptions.TOTAL_PROCESS_MEMORY,
                MemorySize.parse(spec.at("/jobManager/resource/memory").asText()));

        MemorySize managed =
                TaskExecutorProcessUtils.processSpecFromConfig(conf).getManagedMemorySize();
        assertThat(managed.divide(conf.get(TaskManagerOptions.NUM_TASK_SLOTS)))
                .isGreaterThan(MemorySize.ofMebiBytes(512));
        assertThat(JobManagerProcessUtils.processSpecFromConfig(conf).getJvmHeapMemorySize())
                .isGreaterThan(MemorySize.ofMebiBytes(512));
    }

    @Test
    void shouldStoreDurableDataOnTheVolumeClaim() {
        JsonNode pod = manifests.only("FlinkDeployment").at("/spec/podTemplate/spec");

        assertThat(pod.at("/containers/0/volumeMounts/0/name")).isEqualTo(pod.at("/volumes/0/name"));
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo("/flink-data");
        assertThat(pod.at("/volumes/0/persistentVolumeClaim/claimName"))
                .isEqualTo(manifests.name("PersistentVolumeClaim"));
        assertThat(manifests.flinkConfiguration())
                .extractingByKeys(
                        "execution.checkpointing.dir",
                        "execution.checkpointing.savepoint-dir",
                        "high-availability.storageDir")
                .allMatch(dir -> dir.startsWith("file:///flink-data/"));
    }

    @Test
    void shouldKeepRocksDbOnTheDiskOfTheNode() {
        JsonNode pod = manifests.only("FlinkDeployment").at("/spec/podTemplate/spec");

        assertThat(pod.at("/containers/0/volumeMounts/1/name")).isEqualTo(pod.at("/volumes/1/name"));
        assertThat(pod.at("/volumes/1").has("emptyDir")).isTrue();
        assertThat(manifests.flinkConfiguration())
                .containsEntry(
                        "state.backend.rocksdb.localdir",
                        pod.at("/containers/0/volumeMounts/1/mountPath").asText());
    }
}
