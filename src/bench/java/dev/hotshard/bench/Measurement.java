package dev.hotshard.bench;

/**
 * What one run of one row took.
 *
 * @param events written within the time measured
 * @param seconds the time measured
 * @param cpuSeconds of all threads of the process in that time, the garbage collector's and the compiler's
 *     too
 * @param brokerCpuSeconds of the broker's process in that time; null without a broker
 * @param p99Millis 99 of 100 events went from source to sink in this time; null if too few came to tell
 * @param busiestOverMean records that came to the busiest subtask of the detector, over the mean; null
 *     where none came
 * @param crossedSeconds from the first event that the detector itself rewrote to the last; null if there
 *     was none
 * @param admittedLocally share of the events that the gate admitted by itself, 0 to 1; null without a gate
 * @param checkpointBytes size of a full checkpoint behind that time
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
