package dev.hotshard.detect.gate;

import static dev.hotshard.detect.gate.SketchFixture.BYTES;
import static dev.hotshard.detect.gate.SketchFixture.GENERATION;
import static dev.hotshard.detect.gate.SketchFixture.key;
import static dev.hotshard.detect.gate.SketchFixture.left;
import static dev.hotshard.detect.gate.SketchFixture.sketch;
import static dev.hotshard.detect.gate.SketchFixture.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Gates that restart repeatedly, each time with equal shares of what all gates have admitted. */
class SketchRestartTest {

    private final SplittableRandom random = Seed.random(getClass());

    @Test
    void shouldUseUpNoAllowanceByRestarting() {
        List<AdmissionSketch> gates = List.of(sketch(3), sketch(0), sketch(1), sketch(4));
        for (int restart = 0; restart < 50; restart++) {
            gates = restart(gates, 4, BYTES, 0);
        }
        assertThat(gates).allSatisfy(gate -> assertThat(left(gate.copy(), 100)).isEqualTo(98));
    }

    /**
     * Parallelism, allowance and size change at each restart, clocks jump, and any gate may receive any
     * event. Within any time shorter than a generation, the gates admit no more events of a key than the
     * largest slack.
     */
    @Test
    void shouldNeverAdmitMoreThanTheSlack() {
        for (int world = 0; world < 300; world++) {
            World model = new World();
            for (int run = 0; run < 12; run++) {
                model.run();
            }
            for (int key = 0; key < model.admitted.size(); key++) {
                assertThat(mostWithinAGeneration(model.admitted.get(key)))
                        .as("world %d, key %d", world, key)
                        .isLessThanOrEqualTo(model.largestSlack);
            }
        }
    }

    private final class World {

        /** The times at which events of each key were admitted. */
        private final List<List<Long>> admitted = Stream.generate(() -> (List<Long>) new ArrayList<Long>())
                .limit(1 + random.nextInt(40))
                .toList();

        private long now;
        private List<AdmissionSketch> gates = List.of(new AdmissionSketch(size(), now));
        private int largestSlack;

        /** Restarts the gates and offers them events. */
        void run() {
            int slack = random.nextInt(2) == 0 ? random.nextInt(20) : random.nextInt(1200);
            int parallelism = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(9);
            gates = restart(gates, parallelism, size(), now);
            int allowance = Math.min(AdmissionSketch.MAX_ALLOWANCE, slack / parallelism);
            largestSlack = Math.max(largestSlack, allowance * parallelism);
            for (int event = random.nextInt(4000); event > 0; event--) {
                offer(allowance);
                if (random.nextInt(500) == 0) {
                    passTime();
                }
            }
            gates.forEach(gate -> gate.tick(now, GENERATION));
        }

        private void offer(int allowance) {
            int key = (int) (admitted.size() * Math.pow(random.nextDouble(), 2));
            // A producer that keys by id sends the events of a key to one partition, and so to one gate.
            int gate = random.nextInt(4) == 0 ? random.nextInt(gates.size()) : key % gates.size();
            if (gates.get(gate).admit(key(key), allowance)) {
                admitted.get(key).add(now);
            }
        }

        private void passTime() {
            now += random.nextInt(10) == 0 ? random.nextLong(3 * GENERATION) : random.nextLong(GENERATION / 3);
            // Each gate has its own clock, and so its own generations.
            gates.stream().filter(gate -> random.nextBoolean()).forEach(gate -> gate.tick(now, GENERATION));
        }

        private long size() {
            return 64L << random.nextInt(8);
        }
    }

    /** The largest number of these times within any time shorter than a generation. */
    private static int mostWithinAGeneration(List<Long> times) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) >= GENERATION) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static List<AdmissionSketch> restart(List<AdmissionSketch> gates, int parallelism, long bytes, long now) {
        List<AdmissionSketch> restarted = new ArrayList<>();
        for (int gate = 0; gate < parallelism; gate++) {
            AdmissionSketch share = sum(gates.stream()
                            .map(AdmissionSketch::copy)
                            .toArray(AdmissionSketch[]::new))
                    .takeShare(parallelism, bytes);
            share.resume(now, GENERATION);
            restarted.add(share);
        }
        return restarted;
    }
}
