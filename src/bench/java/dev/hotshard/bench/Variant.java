package dev.hotshard.bench;

import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.job.HotShardJob;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that a benchmark compares. */
enum Variant {
    /** Hands each record on as it came, in one chain: what source, sink and Flink cost by themselves. */
    IDENTITY("identity") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            IdentityJob.define(env, connectors);
        }
    },
    /** The same answers, written the way that comes to mind first. */
    OBVIOUS("obvious") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            ObviousJob.define(env, connectors, settings);
        }
    },
    /** The least that any detector must do: scans each record, and hands it on as it came, in one chain. */
    SCAN("scan") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            ScanJob.define(env, connectors, settings);
        }
    },
    /** The job with a gate that stands open. */
    GATE_OFF("gate-off") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            HotShardJob.define(env, connectors.withOpenGate(), settings);
        }
    },
    /** The job. */
    GATE_ON("gate-on") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            HotShardJob.define(env, connectors, settings);
        }
    },
    /** The job, with a slack of a twentieth. */
    SLACK("slack") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            HotShardJob.define(env, connectors, settings);
        }

        @Override
        Map<String, String> options() {
            return Map.of(Options.ADMISSION_SLACK.key(), "0.05");
        }
    };

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    /** Adds the job's operators to {@code env}. */
    abstract void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings);

    /** Options that make it what it is. */
    Map<String, String> options() {
        return Map.of();
    }

    /** Whether it detects anything. */
    boolean isDetector() {
        return this != IDENTITY && this != SCAN;
    }

    /** The name in results. */
    @Override
    public String toString() {
        return label;
    }
}
