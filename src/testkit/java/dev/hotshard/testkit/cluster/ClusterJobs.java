package dev.hotshard.testkit.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;

/** What the jobs of a cluster do, by job id. */
final class ClusterJobs {
    private static final Duration BOUND = Duration.ofSeconds(240);
    private static final Set<String> ENDED = Set.of("FAILED", "FINISHED", "CANCELED");

    private final ClusterRest rest;

    ClusterJobs(ClusterRest rest) {
        this.rest = rest;
    }

    String status(String jobId) throws IOException {
        return rest.get("/jobs/" + jobId).path("state").asText();
    }

    /**
     * Waits until {@code tasks} tasks run on TaskManagers whose ids are in {@code alive}; others do not
     * count.
     */
    void awaitRunning(String jobId, int tasks, Set<String> alive) throws IOException {
        try {
            await("job " + jobId + " running with " + tasks + " tasks")
                    .atMost(BOUND)
                    .failFast(() -> requireNotEnded(jobId))
                    .until(() -> runningTasksOn(alive, jobId) == tasks);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Job " + jobId + " is " + status(jobId) + " after failures " + exceptions(jobId), e);
        }
    }

    private int runningTasksOn(Set<String> alive, String jobId) throws IOException {
        Map<String, Integer> tasks = runningTasks(jobId);
        tasks.keySet().retainAll(alive);
        return tasks.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The number of running tasks by TaskManager, as the JobManager sees it; without TaskManagers that run
     * none.
     */
    Map<String, Integer> runningTasks(String jobId) throws IOException {
        Map<String, Integer> tasks = new TreeMap<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).path("vertices")) {
            String path = "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/taskmanagers";
            for (JsonNode taskManager : rest.get(path).path("taskmanagers")) {
                int running = taskManager.path("status-counts").path("RUNNING").asInt();
                if (running > 0) {
                    tasks.merge(taskManager.path("taskmanager-id").asText(), running, Integer::sum);
                }
            }
        }
        return tasks;
    }

    /** Stack traces of the failures that the JobManager remembers, the newest first. */
    List<String> exceptions(String jobId) throws IOException {
        List<String> traces = new ArrayList<>();
        for (JsonNode entry : rest.get("/jobs/" + jobId + "/exceptions")
                .path("exceptionHistory")
                .path("entries")) {
            traces.add(entry.path("stacktrace").asText());
        }
        return traces;
    }

    /** Stops the job without draining it and returns the path of the savepoint. */
    String stopWithSavepoint(String jobId, Path target) throws IOException {
        Map<String, ?> request = Map.of("targetDirectory", target.toUri().toString(), "drain", false);
        String trigger = rest.post("/jobs/" + jobId + "/stop", request)
                .path("request-id")
                .asText();
        JsonNode operation = await("savepoint of job " + jobId)
                .atMost(BOUND)
                .until(() -> rest.get("/jobs/" + jobId + "/savepoints/" + trigger), savepoint -> isCompleted(savepoint))
                .path("operation");
        if (!operation.has("location")) {
            throw new IOException(
                    "Job " + jobId + " has not stopped with a savepoint: " + operation.path("failure-cause"));
        }
        awaitEnd(jobId);
        return operation.path("location").asText();
    }

    /** Ends the job at once and waits until it has ended. */
    void cancel(String jobId) throws IOException {
        rest.patch("/jobs/" + jobId + "?mode=cancel");
        awaitEnd(jobId);
    }

    private void awaitEnd(String jobId) {
        await("end of job " + jobId).atMost(BOUND).until(() -> ENDED.contains(status(jobId)));
    }

    private static boolean isCompleted(JsonNode savepoint) {
        return savepoint.path("status").path("id").asText().equals("COMPLETED");
    }

    private void requireNotEnded(String jobId) throws IOException {
        String status = status(jobId);
        if (ENDED.contains(status)) {
            throw new IllegalStateException("Job " + jobId + " is " + status + ": " + exceptions(jobId));
        }
    }
}
