package dev.hotshard.testkit.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hotshard.cli.local.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;

/**
 * A session cluster of real JVMs on loopback: a JobManager and TaskManagers, with
 * {@code flink-conf/config.yaml} and the class path of a distribution.
 *
 * <p>Everything that it writes lies under one folder: {@code conf/}, a log per process,
 * {@code checkpoints/}, {@code savepoints/}. The processes end when this one does. For one thread.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration START_BOUND = Duration.ofSeconds(240);

    private final Path dir;
    private final ClusterProcesses processes;
    private final ClusterRest rest;
    private final ClusterJobs jobs;
    private final ChildJvm jobManager;
    private final Map<String, ChildJvm> taskManagers = new LinkedHashMap<>();
    private int started;

    private StandaloneCluster(Path dir, ClusterProcesses processes, Configuration config) throws IOException {
        this.dir = dir;
        this.processes = processes;
        rest = new ClusterRest("http://127.0.0.1:" + config.get(RestOptions.PORT));
        jobs = new ClusterJobs(rest);
        jobManager = processes.jobManager();
    }

    /**
     * Starts the processes and returns when all TaskManagers have registered: 15 s for two on two busy cores.
     *
     * @param slots of each TaskManager
     * @param config wins over {@code flink-conf/config.yaml} and over the settings for tests in
     *     {@link ClusterConfig}
     */
    public static StandaloneCluster start(Path dir, int taskManagers, int slots, Map<String, String> config)
            throws IOException {
        Path home = Files.createDirectories(dir).toAbsolutePath();
        Path conf = home.resolve("conf");
        Configuration written = ClusterConfig.write(conf, home, slots, config);
        StandaloneCluster cluster = new StandaloneCluster(home, new ClusterProcesses(home, conf, written), written);
        try {
            for (int i = 0; i < taskManagers; i++) {
                cluster.launchTaskManager();
            }
            cluster.awaitRegistered();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public String restUrl() {
        return rest.url();
    }

    /**
     * Submits a job with {@code flink run -d} and returns its id as soon as the JobManager has it.
     *
     * @throws IOException if the command submits no job, with all that it printed
     */
    public String submit(Path jar, int parallelism, List<String> arguments) throws IOException {
        return processes.flinkRun().submit(List.of("-p", Integer.toString(parallelism)), jar, arguments);
    }

    /** Submits a job as {@link #submit} does, to resume from a savepoint. */
    public String resume(Path jar, int parallelism, String savepoint, List<String> arguments) throws IOException {
        return processes
                .flinkRun()
                .submit(List.of("-p", Integer.toString(parallelism), "-s", savepoint), jar, arguments);
    }

    /**
     * Stops the job with a savepoint, without draining it, and returns the savepoint's URI when the job has
     * ended.
     */
    public String savepointAndStop(String jobId) throws IOException {
        return jobs.stopWithSavepoint(jobId, dir.resolve("savepoints"));
    }

    /** Cancels the job and returns when it has ended. */
    public void cancel(String jobId) throws IOException {
        jobs.cancel(jobId);
    }

    /** All that the last submission printed. */
    public String submissionLog() throws IOException {
        return Files.readString(dir.resolve(ClusterProcesses.SUBMISSION_LOG));
    }

    /** The job's state as Flink names it, such as {@code RUNNING}. */
    public String jobStatus(String jobId) throws IOException {
        return jobs.status(jobId);
    }

    /**
     * Waits until the job runs with {@code tasks} tasks, each on a living TaskManager; so, after a
     * kill, until it has recovered. A job that has ended fails at once.
     *
     * @param tasks the sum of the parallelisms of all vertices, chains counted once
     */
    public void awaitRunning(String jobId, int tasks) throws IOException {
        jobs.awaitRunning(jobId, tasks, taskManagers.keySet());
    }

    /** Stack traces of the job's failures, the newest first; empty if there was none. */
    public List<String> exceptions(String jobId) throws IOException {
        return jobs.exceptions(jobId);
    }

    /**
     * Process ids of the living TaskManagers that run tasks of the job, and so are worth killing.
     */
    public List<Long> taskManagersRunning(String jobId) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (String id : jobs.runningTasks(jobId).keySet()) {
            if (taskManagers.containsKey(id)) {
                pids.add(taskManagers.get(id).pid());
            }
        }
        return pids;
    }

    /** Waits for a TaskManager to log {@code text}; none may end meanwhile. */
    public void awaitTaskManagerLog(String text) {
        await(text).atMost(START_BOUND).failFast(this::requireAllAlive).until(() -> {
            for (String id : taskManagers.keySet()) {
                if (Files.readString(dir.resolve(id + ".log")).contains(text)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Throws if a process has ended that was not killed. */
    public void requireAllAlive() {
        requireAlive("jobmanager", jobManager);
        taskManagers.forEach(StandaloneCluster::requireAlive);
    }

    /**
     * Kills a TaskManager with SIGKILL and returns when it is gone; the JobManager notices 2 to 5 s later.
     */
    public void killTaskManager(long pid) {
        ChildJvm killed = taskManagers.values().stream()
                .filter(process -> process.pid() == pid)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("No TaskManager has process id " + pid));
        killed.kill();
        taskManagers.values().remove(killed);
    }

    /** Starts one more TaskManager and returns its process id when it has registered. */
    public long startTaskManager() throws IOException {
        ChildJvm process = launchTaskManager();
        awaitRegistered();
        return process.pid();
    }

    /** Kills all processes; jobs are not stopped first. */
    @Override
    public void close() {
        taskManagers.values().forEach(ChildJvm::kill);
        jobManager.kill();
    }

    private ChildJvm launchTaskManager() throws IOException {
        started++;
        String id = "taskmanager-" + started;
        ChildJvm process = processes.taskManager(id);
        taskManagers.put(id, process);
        return process;
    }

    private void awaitRegistered() {
        await("registration of " + taskManagers.keySet())
                .atMost(START_BOUND)
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast(this::requireAllAlive)
                .until(() -> registered().containsAll(taskManagers.keySet()));
    }

    private Set<String> registered() throws IOException {
        Set<String> ids = new HashSet<>();
        for (JsonNode taskManager : rest.get("/taskmanagers").path("taskmanagers")) {
            ids.add(taskManager.path("id").asText());
        }
        return ids;
    }

    private static void requireAlive(String name, ChildJvm process) {
        if (!process.isAlive()) {
            throw new IllegalStateException("The " + name + " has ended:\n" + process.logTail());
        }
    }
}
