package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.HeldHints;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.Headers;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.testkit.generate.Events;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * A job of real gates and detectors in a world where everything else is the test's: the order in which
 * things happen, clocks, checkpoints, failures, the topic of hints. What is committed goes into a history,
 * which is judged at the end.
 *
 * <p>Time goes on in steps that are tiny or far longer than the TTL, so that where a life of a key ends is
 * beyond doubt.
 */
final class GateModel implements AutoCloseable {

    private static final long START = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    private static final long TINY = TTL / 2_000;
    private static final int KEYS = 3;

    /** All that a restore goes back to. */
    private record Checkpoint(
            OperatorSubtaskState detectors,
            int detectorCount,
            OperatorSubtaskState gates,
            int gateCount,
            int position,
            GateHistory history,
            List<Hint> heldHints) {}

    private final SplittableRandom random;
    /** How far behind the latest time a clock may fall: the job stands anything below TTL/2. */
    private final long behind;
    /** Longer than a key can live, whatever clocks did before and after. */
    private final long longTime;

    /** Whether events have thresholds of their own, which change at any time; else all have that of their job. */
    private final boolean perEvent;

    private final ThresholdPerEvent thresholds = new ThresholdPerEvent(1);
    /** The gate that read an event last. */
    private final Map<Long, Integer> readBy = new HashMap<>();

    private BigDecimal slack;
    private final List<Integer> input = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Hint> hintsTopic = new ArrayList<>();
    private HeldHints heldHints = new HeldHints();

    private final List<GateHarness> gates = new ArrayList<>();
    private final List<Deque<DetectorInput>> exchange = new ArrayList<>();
    private final List<DetectHarness> detectors = new ArrayList<>();
    private final Map<Object, Integer> seen = new HashMap<>();
    private GateHistory history;
    private UUID submission;
    private long threshold;
    private int run;
    /** About how many events of each key were read in its life. */
    private final int[] read = new int[KEYS];

    private int position;
    private long clock = START;
    private long latest = START;
    private int kept;

    /**
     * @param slack how many events more may pass, as a fraction of the threshold, until it is changed; where
     *     there is some, sketches are far too small in many worlds
     * @param perEvent whether events of one key have different thresholds, which change at any time
     */
    GateModel(SplittableRandom random, BigDecimal slack, boolean perEvent) throws Exception {
        this.random = random;
        this.slack = slack;
        this.perEvent = perEvent;
        history = new GateHistory(slack.signum() == 0, !perEvent);
        behind = 1 + random.nextInt(2) * random.nextLong(TTL / 2 - 1);
        longTime = TTL + TTL / 8 + 2 * behind;
        threshold = 1 + random.nextInt(6);
        start(null, 1 + random.nextInt(3));
    }

    private AdmissionSlack slack() {
        return new AdmissionSlack(slack, AdmissionSketch.BLOCK << random.nextInt(4));
    }

    /** How many events the gates let out by themselves, over all attempts. */
    int kept() {
        return kept;
    }

    void step() throws Exception {
        if (perEvent && random.nextInt(10) == 0) {
            threshold = random.nextInt(12);
        }
        switch (random.nextInt(40)) {
            case 0 -> fail();
            case 1 -> resubmit();
            case 2 -> sleepLong();
            case 3 -> setClockBack();
            case 4, 5, 6 -> checkpoint();
            case 7, 8, 9 -> moveTo(clock + random.nextLong(TINY));
            case 10, 11, 12, 13, 14 -> deliverHints();
            case 15, 16, 17, 18, 19, 20, 21 -> detect(random.nextInt(gates.size()));
            default -> read();
        }
    }

    private void read() throws Exception {
        if (position == input.size()) {
            input.add(random.nextInt(10) < 6 ? 0 : random.nextInt(KEYS));
        }
        int gate = random.nextInt(gates.size());
        thresholds.put(position, perEvent ? nextThreshold(input.get(position)) : threshold);
        readBy.put((long) position, gate);
        gates.get(gate).process(event(position, input.get(position)));
        position++;
        collect(gate);
    }

    /** Often one that any hint reaches, or one about the key's count, where each event makes a difference. */
    private long nextThreshold(int key) {
        read[key]++;
        return switch (random.nextInt(4)) {
            case 0 -> threshold;
            case 1 -> Math.max(0, read[key] + random.nextInt(4) - 3);
            default -> random.nextInt(3);
        };
    }

    private void detect(int gate) throws Exception {
        DetectorInput counted = exchange.get(gate).poll();
        if (counted == null) {
            return;
        }
        int subtask = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                counted.key(), DetectHarness.MAX_PARALLELISM, detectors.size());
        detectors.get(subtask).process(counted);
        collect(detectors.get(subtask));
    }

    private void detectAll() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            while (!exchange.get(gate).isEmpty()) {
                detect(gate);
            }
        }
    }

    private void checkpoint() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).beforeBarrier();
            collect(gate);
        }
        detectAll();
        List<OperatorSubtaskState> gateStates = new ArrayList<>();
        for (GateHarness gate : gates) {
            gateStates.add(gate.snapshot());
        }
        List<OperatorSubtaskState> detectorStates = new ArrayList<>();
        for (DetectHarness detector : detectors) {
            detectorStates.add(detector.snapshot());
        }
        heldHints.barrier(checkpoints.size() + 1);
        checkpoints.add(new Checkpoint(
                DetectHarness.merge(detectorStates),
                detectors.size(),
                DetectHarness.merge(gateStates),
                gates.size(),
                position,
                history.copy(),
                heldHints.all()));
        if (random.nextInt(4) > 0) {
            // Else the news of it is late, and a failure may come first.
            hintsTopic.addAll(heldHints.complete(checkpoints.size()));
        }
    }

    /** Late, several times, in any order, some never. */
    private void deliverHints() {
        for (int i = random.nextInt(4); i >= 0 && !hintsTopic.isEmpty(); i--) {
            Hint hint = hintsTopic.get(random.nextInt(hintsTopic.size()));
            if (hint.submission().equals(submission)) {
                gates.get(random.nextInt(gates.size())).hotKeys.learn(List.of(hint), clock);
            }
        }
    }

    /**
     * The same submission goes on from its last checkpoint; a JVM that survived still knows what was
     * committed.
     */
    private void fail() throws Exception {
        List<Hint> known = random.nextBoolean() ? List.copyOf(hintsTopic) : List.of();
        if (checkpoints.isEmpty()) {
            return;
        }
        down(checkpoints.get(checkpoints.size() - 1), detectors.size());
        for (GateHarness gate : gates) {
            gate.hotKeys.learn(
                    known.stream()
                            .filter(hint -> hint.submission().equals(submission))
                            .toList(),
                    clock);
        }
    }

    /**
     * Another submission goes on from any checkpoint, while newer hints lie in the topic, perhaps with
     * another threshold or slack.
     */
    private void resubmit() throws Exception {
        if (checkpoints.isEmpty()) {
            return;
        }
        int back = random.nextBoolean() ? checkpoints.size() - 1 : random.nextInt(checkpoints.size());
        Checkpoint from = checkpoints.get(back);
        checkpoints.subList(back + 1, checkpoints.size()).clear();
        if (random.nextBoolean()) {
            threshold = 1 + random.nextInt(6);
        }
        if (slack.signum() > 0 && random.nextBoolean()) {
            slack = BigDecimal.valueOf(1 + random.nextInt(6)).movePointLeft(random.nextInt(2));
        }
        submission = null;
        down(from, 1 + random.nextInt(3));
    }

    private void down(Checkpoint from, int parallelism) throws Exception {
        stop();
        heldHints = new HeldHints();
        hintsTopic.addAll(from.heldHints());
        position = from.position();
        history = from.history().copy();
        clock += random.nextInt(3) == 0 ? longTime : random.nextLong(TINY);
        latest = Math.max(latest, clock);
        start(from, parallelism);
    }

    private void start(Checkpoint from, int parallelism) throws Exception {
        run++;
        if (submission == null) {
            submission = new UUID(random.nextLong(), random.nextLong());
        }
        for (int i = 0; i < parallelism; i++) {
            DetectFunction function =
                    new DetectFunction(thresholds, DetectHarness.TTL, DetectHarness.RECORD_RULES, false, submission);
            detectors.add(
                    from == null
                            ? DetectHarness.start(function, clock, parallelism, i)
                            : DetectHarness.resume(
                                    from.detectors(), from.detectorCount(), function, clock, parallelism, i));
            collect(detectors.get(i));
        }
        AdmissionSlack slack = slack();
        int gateCount = 1 + random.nextInt(3);
        for (int i = 0; i < gateCount; i++) {
            gates.add(
                    from == null
                            ? GateHarness.start(thresholds, slack, clock, gateCount, i)
                            : GateHarness.resume(
                                    from.gates(), from.gateCount(), thresholds, slack, clock, gateCount, i));
            exchange.add(new ArrayDeque<>());
        }
    }

    private void stop() throws Exception {
        for (GateHarness gate : gates) {
            gate.close();
        }
        for (DetectHarness detector : detectors) {
            detector.close();
        }
        gates.clear();
        exchange.clear();
        detectors.clear();
        seen.clear();
    }

    /** Nothing comes for longer than the TTL. */
    private void sleepLong() throws Exception {
        // The harness has no timers that a clock cannot delay by being set back; Flink's are such.
        moveTo(latest + 2_000);
        detectAll();
        moveTo(clock + longTime);
        Arrays.fill(read, 0);
    }

    private void setClockBack() throws Exception {
        moveTo(Math.max(latest - behind, clock - random.nextLong(behind)));
    }

    private void moveTo(long millis) throws Exception {
        clock = millis;
        latest = Math.max(latest, clock);
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).setTime(clock);
            collect(gate);
        }
        for (DetectHarness detector : detectors) {
            detector.setTime(clock);
            collect(detector);
        }
    }

    private void collect(int gate) {
        GateHarness harness = gates.get(gate);
        List<DetectorInput> out = harness.out();
        exchange.get(gate).addAll(news(List.of(harness, "out"), out));
        for (OutputRecord record : news(List.of(harness, "gated"), harness.gated())) {
            kept++;
            outcome(record.timestampMillis(), record.headers().equals(Headers.NONE));
        }
    }

    private void collect(DetectHarness detector) {
        news(List.of(detector, "cold"), detector.cold()).forEach(record -> outcome(record.timestampMillis(), true));
        news(List.of(detector, "rewritten"), detector.rewritten())
                .forEach(record -> outcome(record.timestampMillis(), false));
        history.tell(news(List.of(detector, "told"), detector.told()));
        news(List.of(detector, "hints"), detector.hints()).forEach(heldHints::add);
    }

    private void outcome(long id, boolean passed) {
        int key = input.get((int) id);
        long own = thresholds.of(event((int) id, key));
        history.add(new GateHistory.Outcome(
                id,
                key,
                run,
                readBy.get(id),
                passed,
                own,
                slack.multiply(BigDecimal.valueOf(own)).longValue(),
                clock));
    }

    private <T> List<T> news(Object source, List<T> all) {
        int before = seen.getOrDefault(source, 0);
        seen.put(source, all.size());
        return all.subList(before, all.size());
    }

    private static Event event(int id, int key) {
        byte[] value = Events.value("key " + key).getBytes(StandardCharsets.UTF_8);
        return Events.read(new SourceRecord(null, value, Headers.NONE, id, 0, id));
    }

    private static CounterKey key(int key) {
        return event(0, key).key();
    }

    /** Ends the input and judges what became of it. */
    void finish() throws Exception {
        for (int gate = 0; gate < gates.size(); gate++) {
            gates.get(gate).end();
            collect(gate);
        }
        detectAll();
        for (DetectHarness detector : detectors) {
            detector.end();
            collect(detector);
        }

        history.judgeAll(position);
        for (int key = 0; key < KEYS; key++) {
            history.judge(key, key(key));
        }
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
