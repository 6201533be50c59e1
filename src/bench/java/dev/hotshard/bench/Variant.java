package dev.hotshard.bench;

import dev.hotshard.config.Options;
import dev.hotshard.config.Settings;
import dev.hotshard.job.HotShardJob;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that a benchmark compares. */
enum Variant {
    /** Copies each record in one chain: the cost of source, sink and Flink alone. */
    IDENTITY("identity") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            IdentityJob.define(env, connectors);
        }
    },
    /** The same answers, written the obvious way. */
    OBVIOUS("obvious") {
        @Override
        void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings) {
            ObviousJob.define(env, connectors, settings);
        }
    },
    /** The minimum work of any detector: scans each record and copies it, in one chain. */
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

    /** Adds the operators of the job to {@code env}. */
    abstract void define(StreamExecutionEnvironment env, TimedConnectors connectors, Settings settings);

    /** The options that define the variant. */
    Map<String, String> options() {
        return Map.of();
    }

    /** Whether the variant detects hot ids. */
    boolean isDetector() {
        return this != IDENTITY && this != SCAN;
    }

    /** The name in results. */
    @Override
    public String toString() {
        return label;
    }
}
