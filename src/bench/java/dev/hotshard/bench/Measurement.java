package dev.hotshard.bench;

/**
 * The result of one run of one row.
 *
 * @param events events written during the measured time
 * @param seconds the measured time
 * @param cpuSeconds CPU time of all threads of the process, including garbage collector and compilers
 * @param brokerCpuSeconds CPU time of the broker's process; null without a broker
 * @param p99Millis the 99th percentile of the latency from source to sink; null with too few events
 * @param busiestOverMean records received by the busiest subtask of the detector, divided by the mean; null
 *     if none were
 * @param crossedSeconds time from the first event that the detector itself rewrote to the last; null if there
 *     was none
 * @param admittedLocally share of the events that the gate admitted by itself, 0 to 1; null without a gate
 * @param checkpointBytes size of a full checkpoint after the measured time
 */
public record Measurement(
        long events,
        double seconds,
        double cpuSeconds,
        Double brokerCpuSeconds,
        Double p99Millis,
        Double busiestOverMean,
        Double crossedSeconds,
        Double admittedLocally,
        Long checkpointBytes) {

    Measurement withCheckpointBytes(long bytes) {
        return new Measurement(
                events,
                seconds,
                cpuSeconds,
                brokerCpuSeconds,
                p99Millis,
                busiestOverMean,
                crossedSeconds,
                admittedLocally,
                bytes);
    }

    double eventsPerSecond() {
        return events / seconds;
    }

    double cpuMicrosPerEvent() {
        return cpuSeconds * 1e6 / events;
    }

    Double brokerCpuMicrosPerEvent() {
        return brokerCpuSeconds == null ? null : brokerCpuSeconds * 1e6 / events;
    }
}
