package dev.hotshard.bench;

/**
 * What one run of one variant took.
 *
 * @param events written within the time measured
 * @param seconds the time measured
 * @param cpuSeconds of all threads of the process in that time, the garbage collector's and the compiler's too
 */
public record Measurement(long events, double seconds, double cpuSeconds) {

    double eventsPerSecond() {
        return events / seconds;
    }

    double cpuMicrosPerEvent() {
        return cpuSeconds * 1e6 / events;
    }
}
